"""Care: who is there to help, and the words with which a guest is told."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from palabre.domain.session import Locale

CareKind = Literal["self_harm", "minor", "writing_closed"]
# For whom a line is there.
LineKind = Literal["self_harm", "minor"]
# The same guest is offered the same again after this long.
OFFERED_EVERY_S = 600.0


class HelpLine(Struct, frozen=True, kw_only=True):
    """Someone to call or to write to; `number` as one dials it. `name_en` is there where `name` holds a French word."""

    name: str
    number: str
    about: Mapping[Locale, str]
    kinds: tuple[LineKind, ...]
    url: str | None = None
    name_en: str | None = None

    def called(self, locale: Locale) -> str:
        """Its name in this language."""
        return self.name_en if locale == "en" and self.name_en else self.name


FRANCE = (
    HelpLine(
        name="3114",
        number="3114",
        about={
            "fr": "Prévention du suicide\u00a0: des soignants, jour et nuit, gratuit et confidentiel.",
            "en": "Suicide prevention in France: caregivers, day and night, free and confidential.",
        },
        kinds=("self_harm",),
        url="https://3114.fr",
    ),
    HelpLine(
        name="15 ou 112",
        name_en="15 or 112",
        number="112",
        about={"fr": "En danger maintenant\u00a0: le SAMU.", "en": "In danger now: emergency services."},
        kinds=("self_harm",),
    ),
    HelpLine(
        name="114",
        number="114",
        about={
            "fr": "Les urgences par SMS, quand on ne peut pas parler.",
            "en": "Emergency services by text message, when one cannot speak.",
        },
        kinds=("self_harm", "minor"),
    ),
    HelpLine(
        name="119",
        number="119",
        about={
            "fr": "Allô enfance en danger\u00a0: jour et nuit, gratuit, n’apparaît pas sur les factures.",
            "en": "Children in danger, France: day and night, free, not shown on bills.",
        },
        kinds=("minor",),
        url="https://www.allo119.gouv.fr",
    ),
    HelpLine(
        name="3018",
        number="3018",
        about={
            "fr": "Harcèlement et violences en ligne\u00a0: de 9\u00a0h à 23\u00a0h, gratuit, aussi par tchat.",
            "en": "Bullying and violence online, France: 9 am to 11 pm, free, also by chat.",
        },
        kinds=("minor",),
        url="https://e-enfance.org/3018",
    ),
)
TEXTS: Mapping[CareKind, Mapping[Locale, str]] = {
    "self_harm": {
        "fr": "Ce que vous écrivez compte. Si vous allez mal, quelqu’un peut vous écouter, maintenant.",
        "en": "What you write matters. If you are not well, someone can listen to you, now.",
    },
    "minor": {
        "fr": "Un âge de moins de 18\u00a0ans ne se publie pas ici\u00a0: n’importe qui peut lire. Vous pouvez "
        "continuer à parler. Personne d’autre n’en est averti. Si quelqu’un vous met mal à l’aise, ces lignes sont "
        "là pour vous.",
        "en": "An age under 18 is not published here: anyone may read. You can go on talking. "
        "Nobody else is told. If someone makes you uneasy, these lines are there for you.",
    },
    "writing_closed": {
        "fr": "Ici, on peut écrire à partir de 15\u00a0ans. Vous n’avez rien fait de mal, et ce n’est pas une "
        "punition\u00a0: vous pouvez encore lire. Si quelqu’un vous met mal à l’aise, ces lignes sont là pour vous.",
        "en": "Here one may write from the age of 15. You have done nothing wrong, and this is no punishment: "
        "you can still read. If someone makes you uneasy, these lines are there for you.",
    },
}
CONTEST: Mapping[Locale, str] = {
    "fr": " Si c’est une erreur, une personne vous répond\u00a0: {contact}.",
    "en": " If this is a mistake, a person will answer you: {contact}.",
}


def text_of(kind: CareKind, locale: Locale, contact: str) -> str:
    """What is said with the lines; `contact` is where a person answers, empty when there is none."""
    said = TEXTS[kind][locale]
    return said + CONTEST[locale].format(contact=contact) if kind == "writing_closed" and contact else said


def lines_for(kind: CareKind, lines: tuple[HelpLine, ...]) -> tuple[HelpLine, ...]:
    """The lines to offer, in the order they are configured."""
    wanted: LineKind = "self_harm" if kind == "self_harm" else "minor"
    return tuple(line for line in lines if wanted in line.kinds)
