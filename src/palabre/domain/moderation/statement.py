"""Statements of reasons: what a restricted guest is told of it (Digital Services Act, article 17(3))."""

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.grounds import ORDERED, Ground
from palabre.domain.moderation.report import Category
from palabre.domain.moderation.sanction import AUTOMATIC, Measure
from palabre.domain.session import Locale
from palabre.domain.staff import PROGRAM

MAX_QUOTED = 1_000
Answer = Literal["Yes", "No"]

FACTS: dict[Locale, dict[str, str]] = {
    "fr": {
        "written": "Ce que vous avez écrit dans le salon {room}, lu par une personne de l’équipe",
        "behaved": "Votre conduite dans le salon {room}, examinée par une personne de l’équipe",
        "notice": "{what} à la suite d’un signalement.",
        "own": "{what} de sa propre initiative.",
        "detected": "{what} après avoir été repéré par une règle automatique.",
        "one": "Un de vos messages a été retiré.",
        "many": "{removed} de vos messages ont été retirés.",
        "automatic": "Une règle automatique a été appliquée à ce que vous avez écrit. Personne de l’équipe ne l’a "
        "encore examiné.",
        "ordered": "Une autorité a ordonné de retirer ce que vous avez écrit dans le salon {room}.",
    },
    "en": {
        "written": "What you wrote in the room {room}, read by a person of the team",
        "behaved": "Your conduct in the room {room}, looked at by a person of the team",
        "notice": "{what} after a report.",
        "own": "{what} of their own accord.",
        "detected": "{what} after an automatic rule had found it.",
        "one": "One of your messages was removed.",
        "many": "{removed} of your messages were removed.",
        "automatic": "An automatic rule was applied to what you wrote. Nobody of the team has looked at it yet.",
        "ordered": "An authority ordered that what you wrote in the room {room} be taken down.",
    },
}


class Statement(Discreet, frozen=True, kw_only=True):
    """Why, on which ground, for how long, by whom. `quoted` are the words of whom it is told, and nobody else's.

    `notified`: somebody reported it; who is never said. `detected`: an automatic rule had found it. What is decided is
    decided by a person, but for what is `automatic`. `about_ms` is when what it is about was written.
    """

    decision_id: str
    at_ms: int
    by: str
    measure: Measure
    room: str
    room_id: int | None
    until_ms: int | None
    ground: str
    category: Category
    reason: str
    notified: bool
    about_ms: int
    language: Locale
    detected: bool = False
    removed: int = 0
    quoted: str | None = None

    @property
    def automatic(self) -> bool:
        """Whether a rule decided by itself: it is then named, and neither the person, the sign nor the message is."""
        return self.by == PROGRAM

    @property
    def ordered(self) -> bool:
        """Whether an authority ordered it: it is then told by which, and goes into no database (article 17(5))."""
        return self.ground == ORDERED.id

    def facts(self, locale: Locale) -> str:
        """The facts and circumstances relied on, in words that name nobody (article 17(3)(b))."""
        words = FACTS[locale]
        if self.automatic:
            return words["automatic"]
        told = [words["ordered"].format(room=self.room) if self.ordered else self._source(words)]
        if self.removed:
            told.append(words["one" if self.removed == 1 else "many"].format(removed=self.removed))
        return " ".join(told)

    def _source(self, words: dict[str, str]) -> str:
        what = words["written" if self.quoted else "behaved"].format(room=self.room)
        return words["detected" if self.detected else "notice" if self.notified else "own"].format(what=what)


class DatabaseStatement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statement under the field names of the European transparency database, without personal data (24(5))."""

    puid: str
    decision_ground: Literal["DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"]
    content_type: tuple[str, ...]
    category: str
    content_date: str
    application_date: str
    decision_facts: str
    source_type: Literal["SOURCE_ARTICLE_16", "SOURCE_VOLUNTARY"]
    automated_detection: Answer
    automated_decision: Literal["AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_NOT_AUTOMATED"]
    content_language: str
    territorial_scope: tuple[str, ...] = ()
    decision_visibility: tuple[str, ...] = ()
    decision_visibility_other: str | None = None
    decision_provision: str | None = None
    decision_account: str | None = None
    account_type: str | None = None
    end_date_account_restriction: str | None = None
    end_date_service_restriction: str | None = None
    illegal_content_legal_ground: str | None = None
    illegal_content_explanation: str | None = None
    incompatible_content_ground: str | None = None
    incompatible_content_explanation: str | None = None
    incompatible_content_illegal: Answer | None = None


def to_transparency_database(statement: Statement, ground: Ground) -> DatabaseStatement:
    """What may leave the house: neither quoted words nor the person's own reason, which could name somebody."""
    language = statement.language
    by_law = ground.kind == "law"
    visibility = ("DECISION_VISIBILITY_CONTENT_REMOVED",) if statement.removed or statement.measure == "removal" else ()
    warned = statement.measure == "warning" and not visibility
    until = None if statement.until_ms is None else day(statement.until_ms)
    is_ban = statement.measure == "ban"
    return DatabaseStatement(
        puid=statement.decision_id,
        decision_ground="DECISION_GROUND_ILLEGAL_CONTENT" if by_law else "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        content_type=("CONTENT_TYPE_TEXT",),
        category=ground.dsa_category,
        content_date=day(statement.about_ms),
        application_date=day(statement.at_ms),
        decision_facts=statement.facts(language),
        source_type="SOURCE_ARTICLE_16" if statement.notified else "SOURCE_VOLUNTARY",
        automated_detection="Yes" if statement.detected else "No",
        automated_decision="AUTOMATED_DECISION_FULLY" if statement.automatic else "AUTOMATED_DECISION_NOT_AUTOMATED",
        content_language=language.upper(),
        decision_visibility=("DECISION_VISIBILITY_OTHER",) if warned else visibility,
        decision_visibility_other="Warning" if warned else None,
        decision_provision="DECISION_PROVISION_PARTIAL_SUSPENSION" if partial(statement.measure) else None,
        decision_account="DECISION_ACCOUNT_SUSPENDED" if is_ban else None,
        account_type="ACCOUNT_TYPE_PRIVATE" if is_ban else None,
        end_date_account_restriction=until if is_ban else None,
        end_date_service_restriction=until if partial(statement.measure) else None,
        illegal_content_legal_ground=ground.label[language] if by_law else None,
        illegal_content_explanation=ground.text[language] if by_law else None,
        incompatible_content_ground=None if by_law else ground.label[language],
        incompatible_content_explanation=None if by_law else ground.text[language],
        incompatible_content_illegal=None if by_law else "No",
    )


def partial(measure: Measure) -> bool:
    """Whether it suspends a part of the service: writing, or one room."""
    return measure in ("mute", "kick", "room_ban", *AUTOMATIC)


def day(at_ms: int) -> str:
    """A calendar day in UTC, as the database writes it."""
    return f"{datetime.fromtimestamp(at_ms / 1_000, UTC):%Y-%m-%d}"
