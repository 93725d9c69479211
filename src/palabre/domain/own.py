"""Own: what is kept under one session, besides its texts."""

from collections.abc import Mapping

from palabre.domain.age import Proof
from palabre.domain.discretion import Discreet
from palabre.domain.hiding import Hide
from palabre.domain.member import Member
from palabre.domain.moderation.verdict import Outcome
from palabre.domain.reaction import ReactionKind
from palabre.domain.session import Locale
from palabre.domain.standing import Standing

# What is kept that no session leads to.
ELSEWHERE: Mapping[Locale, str] = {
    "fr": "Là où la loi l’exige, des traces de connexion sont gardées un an, scellées\u00a0: ce lieu ne peut ni "
    "les lire, ni les retrouver d’après votre session. Un prestataire d’âge ne sait pas ce que vous faites ici. Ce "
    "que d’autres ont écrit de vous est à eux\u00a0: signalez-le. La page Confidentialité dit le reste, durée par "
    "durée.",
    "en": "Where the law requires it, connection records are kept for a year, sealed: this place can neither read "
    "them, nor find them by your session. Who vouched for your age does not know what you do here. What others "
    "wrote of you is theirs: report it. The Privacy page tells the rest, with each duration.",
}
# The same for everybody: it tells nothing of whoever reads it.
UNTOLD: Mapping[Locale, str] = {
    "fr": "Un signalement que personne n’a encore examiné, une demande d’autorité qui doit rester secrète, ce qui "
    "protège quelqu’un d’autre\u00a0: nous ne disons à personne s’il y en a. Cette phrase est la même pour tout le "
    "monde (RGPD, art. 15(4) et 23).",
    "en": "A report nobody has looked at yet, an authority’s request that is to stay secret, what protects somebody "
    "else: we tell nobody whether there is any. This sentence is the same for everybody (GDPR, art. 15(4) and 23).",
}


class OwnName(Discreet, frozen=True):
    """A nickname held in a room until `until_ms`."""

    room_id: int
    nickname: str
    until_ms: int


class OwnReaction(Discreet, frozen=True):
    """A reaction under the message at this offset of a room."""

    room_id: int
    offset: int
    reaction: ReactionKind


class OwnVerdict(Discreet, frozen=True):
    """That screening refused or held a text of theirs; of what it let through nothing is told. `text` is there while
    it is under seal, for a day."""

    at_ms: int
    room_id: int | None
    outcome: Outcome
    text: str | None


class Own(Discreet, frozen=True, kw_only=True):
    """Rows of one session, all read at one instant, each list in order of time or place.

    `rooms` are those where texts of theirs are kept, shown or under seal; `reports` are ids of what they reported.
    """

    names: tuple[OwnName, ...] = ()
    reactions: tuple[OwnReaction, ...] = ()
    hides: tuple[Hide, ...] = ()
    members: tuple[Member, ...] = ()
    verdicts: tuple[OwnVerdict, ...] = ()
    reports: tuple[str, ...] = ()
    rooms: tuple[int, ...] = ()
    standing: Standing | None = None
    proof: Proof | None = None
    is_quiet: bool = False
