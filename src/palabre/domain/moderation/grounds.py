"""Grounds: what a decision may be founded on, an article of law or a rule of the place; data, not code."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from palabre.domain.moderation.report import Category
from palabre.domain.session import Locale

GroundKind = Literal["law", "rule"]


class Ground(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article or a rule. `label` names it, `text` says it in words, `reason` is one to begin with.

    `dsa_category` is that of the European transparency database, `categories` those of reports it answers first.
    """

    id: str
    kind: GroundKind
    dsa_category: str
    label: dict[Locale, str]
    text: dict[Locale, str]
    reason: dict[Locale, str]
    categories: tuple[Category, ...] = ()

    def told(self, locale: Locale) -> str:
        """Its name and its words, as a guest is told them."""
        return f"{self.label[locale]} — {self.text[locale]}"


# What is done because an authority ordered it: the place decides neither why nor whether (Regulation (EU) 2022/2065,
# article 9(5)). No choice of a person's: it comes with an order.
ORDERED = Ground(
    id="order",
    kind="law",
    dsa_category="STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    label={"fr": "Ordre d’une autorité", "en": "Order of an authority"},
    text={"fr": "une autorité a ordonné ce retrait", "en": "an authority ordered this to be taken down"},
    reason={"fr": "", "en": ""},
)


class Grounds:
    """The grounds of an instance, in order."""

    def __init__(self, grounds: Sequence[Ground]) -> None:
        self.all = tuple(grounds)
        self._by_id = {ground.id: ground for ground in (*grounds, ORDERED)}

    def find(self, ground_id: str) -> Ground | None:
        return self._by_id.get(ground_id)

    def suggested(self, category: Category) -> Ground:
        """The first that answers reports of this category, of the place's rules if one does: that words are a crime
        is for a person to say. The first of all when none does."""
        fitting = [ground for ground in self.all if category in ground.categories]
        return next((ground for ground in fitting if ground.kind == "rule"), (fitting or self.all)[0])
