"""Holds: why something of a guest is kept although they asked for it to be erased, on which basis, until when."""

from collections.abc import Iterable, Mapping
from typing import Literal

from palabre.domain.discretion import Discreet
from palabre.domain.session import Locale

# `delivered`: what others were shown, while they may report it. `report`: evidence of a case. `sanction`: what was
# decided. `order`: what an authority asked to be preserved.
HoldKind = Literal["delivered", "report", "sanction", "order"]

REASONS: Mapping[HoldKind, Mapping[Locale, str]] = {
    "delivered": {
        "fr": "Vos textes que d’autres ont pu lire restent un jour sous scellés, montrés à personne\u00a0: "
        "qui les a reçus peut encore les signaler. Personne ne peut les lire sans un signalement.",
        "en": "Your texts that others may have read stay under seal for a day, shown to nobody: whoever received them "
        "may still report them. Nobody can read them unless somebody does.",
    },
    "report": {
        "fr": "Des textes font partie d’un signalement que vous avez fait, ou d’une décision qui vous a été dite. Ils "
        "sont gardés sous scellés pour qu’on puisse la contester.",
        "en": "Texts belong to a report you made, or to a decision you were told of. They are kept under seal so that "
        "it can be contested.",
    },
    "sanction": {
        "fr": "Une décision vous concerne. Elle est gardée avec ses motifs tant qu’elle s’applique, et tant que vous "
        "pouvez la contester.",
        "en": "A decision is about you. It is kept with its reasons while it applies, and while you may contest it.",
    },
    "order": {
        "fr": "Une autorité a demandé de conserver certains de vos textes.",
        "en": "An authority asked for some of your texts to be preserved.",
    },
}
# Regulation (EU) 2016/679 (RGPD), article 17(3), and what each rests on besides.
BASES: Mapping[HoldKind, Mapping[Locale, str]] = {
    "delivered": {
        "fr": "RGPD, art. 17(3)(b) et (e)\u202f; règlement (UE) 2022/2065, art. 16",
        "en": "GDPR, art. 17(3)(b) and (e); Regulation (EU) 2022/2065, art. 16",
    },
    "report": {
        "fr": "RGPD, art. 17(3)(b) et (e)\u202f; règlement (UE) 2022/2065, art. 16, 17 et 20",
        "en": "GDPR, art. 17(3)(b) and (e); Regulation (EU) 2022/2065, art. 16, 17 and 20",
    },
    "sanction": {
        "fr": "RGPD, art. 17(3)(b) et (e)\u202f; règlement (UE) 2022/2065, art. 17, 20 et 23",
        "en": "GDPR, art. 17(3)(b) and (e); Regulation (EU) 2022/2065, art. 17, 20 and 23",
    },
    "order": {
        "fr": "RGPD, art. 17(3)(b)\u202f; la demande de l’autorité",
        "en": "GDPR, art. 17(3)(b); the authority’s request",
    },
}


class Hold(Discreet, frozen=True, kw_only=True):
    """Something kept of a guest. `ends_ms` is None while nobody can tell; `basis` is the article, where it is another
    than that of its kind.

    `is_told` is false where telling would harm somebody or is forbidden: a report nobody decided yet, whose author
    would be guessed, an order that is to stay secret (GDPR, art. 15(4) and 23). To its guest it is as if it were not.
    """

    kind: HoldKind
    ends_ms: int | None = None
    basis: str = ""
    is_told: bool = True

    def reason(self, locale: Locale) -> str:
        """Why, as its guest reads it."""
        return REASONS[self.kind][locale]

    def rests_on(self, locale: Locale) -> str:
        """The texts of law it rests on."""
        return self.basis or BASES[self.kind][locale]


def told(holds: Iterable[Hold]) -> tuple[Hold, ...]:
    """Those their guest is told of: of each kind and basis one, which ends last."""
    found: dict[tuple[HoldKind, str], Hold] = {}
    for hold in holds:
        if hold.is_told:
            key = (hold.kind, hold.basis)
            found[key] = later(found[key], hold) if key in found else hold
    return tuple(found.values())


def later(one: Hold, other: Hold) -> Hold:
    """The one that ends last; one without an end ends after all others."""
    if one.ends_ms is None or (other.ends_ms is not None and other.ends_ms <= one.ends_ms):
        return one
    return other
