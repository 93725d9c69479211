"""Signals: what detectors find in a text, each named, typed and told in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from palabre.domain.moderation.span import Span

# A flag is there or not; a number is unknown until something says it.
SignalType = Literal["flag", "number"]


@dataclass(frozen=True, slots=True)
class SignalKind:
    """`about` completes "the text holds …"."""

    type: SignalType
    about: str


class Finding(Struct, frozen=True):
    """One place where a signal was found. `value` is 1 for a flag; no span when the whole text is meant."""

    signal: str
    value: int = 1
    span: Span | None = None


SIGNALS: Mapping[str, SignalKind] = {
    "slur": SignalKind("flag", "a slur, or dehumanising words against people for what they are"),
    "threat": SignalKind("flag", "a threat to someone's life or body"),
    "incitement": SignalKind("flag", "a call to someone to kill or hurt themselves"),
    "sextortion": SignalKind("flag", "intimate pictures used to press someone"),
    "doxxing": SignalKind("flag", "where someone else lives or can be reached"),
    "minor_sexual": SignalKind("flag", "words that make a minor a sexual object, or trade one"),
    "severe_quoted": SignalKind("flag", "severe words in quotation marks with nobody quoted"),
    "insult": SignalKind("flag", "an insult aimed at a reader"),
    "profanity": SignalKind("flag", "coarse words aimed at nobody"),
    "drug_offer": SignalKind("flag", "drugs offered or asked for"),
    "prostitution_offer": SignalKind("flag", "a sexual service offered or asked for, for pay"),
    "sexual": SignalKind("flag", "sexual talk or a sexual request"),
    "asks_pictures": SignalKind("flag", "a request for pictures or for a camera"),
    "stated_age": SignalKind("number", "the author's own age, in years"),
    "stated_minor": SignalKind("flag", "the author saying they are a minor, without an age"),
    "named_age": SignalKind("number", "the youngest age said of anyone, in years, below 18"),
    "asks_age": SignalKind("flag", "a question about age"),
    "other_app": SignalKind("flag", "an invitation to another application"),
    "contact_handle": SignalKind("flag", "a name on another application"),
    "contact_phone": SignalKind("flag", "a telephone number"),
    "contact_email": SignalKind("flag", "an e-mail address"),
    "link": SignalKind("number", "how many links to places not on the list of allowed ones"),
    "link_denied": SignalKind("flag", "a link to a place on the list of denied ones"),
    "link_shortener": SignalKind("flag", "a link that hides where it leads"),
    "link_lookalike": SignalKind("flag", "a link that looks like a known place and is another"),
    "invitation": SignalKind("flag", "a way into a private room"),
    "exact_place": SignalKind("flag", "a street address with its number"),
    "own_place": SignalKind("flag", "a street address said to be the author's own"),
    "meeting_time": SignalKind("flag", "an hour, or a day to meet"),
    "secrecy": SignalKind("flag", "a request to keep something secret from parents or others"),
    "isolation": SignalKind("flag", "a question whether someone is alone"),
    "gift": SignalKind("flag", "money or gifts promised to a person"),
    "self_harm": SignalKind("flag", "the author's own distress: suicide or self-harm"),
    "shouting": SignalKind("flag", "a long text in capitals, or one character over and over"),
    "nickname_age": SignalKind("flag", "a number from 10 to 17 at the end of a nickname"),
    "pair_signs": SignalKind("number", "how many grooming signs one guest has shown another lately"),
}
