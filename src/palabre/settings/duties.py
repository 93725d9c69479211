"""What a public place owes: every duty, and what these settings lack for it."""

from collections.abc import Iterator

from palabre.settings.duty import Duty, Standing, nothing, told, values
from palabre.settings.shape import Settings
from palabre.settings.union import BROADLY_UNDERSTOOD, OFFICIAL_LANGUAGES


def languages(settings: Settings) -> Iterator[str]:
    """One of those of the country, and one most can read (Regulation (EU) 2022/2065, art. 11(3))."""
    spoken, country = settings.contact.languages, settings.publisher.country
    official = OFFICIAL_LANGUAGES.get(country, ())
    if official and not set(official) & set(spoken):
        yield f"contact.languages: expected an official language of {country} ({', '.join(official)}) in public mode"
    if BROADLY_UNDERSTOOD not in spoken:
        yield f"contact.languages: expected `{BROADLY_UNDERSTOOD}` among them in public mode"


def for_authorities(settings: Settings) -> Iterator[str]:
    yield from values("contact.authorities")(settings)
    yield from languages(settings)


def represented(settings: Settings) -> Iterator[str]:
    """Only who is established outside the Union needs somebody in it."""
    if settings.publisher.country not in OFFICIAL_LANGUAGES:
        yield from values(*(f"representative.{name}" for name in ("name", "address", "email", "phone")))(settings)


def called(settings: Settings) -> Iterator[str]:
    """Somebody is told when nobody is at the desk."""
    if not settings.notify.emails and settings.notify.webhook is None:
        yield "notify: expected notify.emails or notify.webhook, or an urgent case waits until somebody looks"


def figures(_: Settings) -> Iterator[str]:
    yield "this version does not make them: micro and small enterprises owe none (art. 15(2), 19); else they are yours"


DUTIES: tuple[Duty, ...] = (
    Duty(
        "publisher",
        told("dire qui publie ce lieu", "saying who publishes this place"),
        "LCEN, art. 1-1 III",
        "operator",
        values(*(f"publisher.{name}" for name in ("name", "address", "email", "phone", "director"))),
    ),
    Duty(
        "host",
        told("dire qui l’héberge", "saying who hosts it"),
        "LCEN, art. 1-1 III",
        "operator",
        values("host.name", "host.address", "host.phone"),
    ),
    Duty(
        "authorities",
        told("un point de contact pour les autorités", "a point of contact for the authorities"),
        "Regulation (EU) 2022/2065, art. 11; Regulation (EU) 2021/784, art. 15",
        "operator",
        for_authorities,
    ),
    Duty(
        "guests",
        told(
            "un point de contact pour tout le monde, lu par une personne",
            "a point of contact for everyone, read by a person",
        ),
        "Regulation (EU) 2022/2065, art. 12; Regulation (EU) 2016/679, art. 13",
        "operator",
        values("contact.guests"),
    ),
    Duty(
        "representative",
        told(
            "une personne qui en répond dans l’Union, si l’éditeur est ailleurs",
            "somebody who answers for it in the Union, if the publisher is elsewhere",
        ),
        "Regulation (EU) 2022/2065, art. 13",
        "operator",
        represented,
    ),
    Duty(
        "names",
        told("être joint sous un nom, et sous lui seul", "being reached under a name, and under no other"),
        "LCEN, art. 1-1 III",
        "operator",
        values("network.hosts"),
    ),
    Duty(
        "keys",
        told("ranger les clés ailleurs que les données", "keys that lie apart from the data"),
        "Regulation (EU) 2016/679, art. 32",
        "operator",
        values("keys.path"),
    ),
    Duty(
        "rules",
        told(
            "des règles datées, dont chaque version reste lisible, et dont un changement est annoncé",
            "rules with a date, every version of which stays readable, and of which a change is told",
        ),
        "Regulation (EU) 2022/2065, art. 14",
        "program",
        nothing,
    ),
    Duty(
        "notices",
        told("recevoir les signalements de tout le monde, sans compte", "notices of anyone, without an account"),
        "Regulation (EU) 2022/2065, art. 16",
        "program",
        nothing,
    ),
    Duty(
        "reasons",
        told("motiver chaque restriction", "a statement of reasons with every restriction"),
        "Regulation (EU) 2022/2065, art. 17",
        "program",
        nothing,
    ),
    Duty(
        "appeals",
        told(
            "des recours gratuits pendant six mois, jugés par quelqu’un d’autre",
            "appeals for six months, free, judged by somebody else",
        ),
        "Regulation (EU) 2022/2065, art. 20 and 21",
        "team",
        nothing,
    ),
    Duty(
        "minors",
        told(
            "ce qui est pour adultes ne s’ouvre qu’à qui a prouvé son âge",
            "what is for adults opens only to who proved their age",
        ),
        "Code pénal, art. 227-24; Regulation (EU) 2022/2065, art. 28",
        "program",
        nothing,
    ),
    Duty(
        "orders",
        told(
            "recevoir les injonctions des autorités et y répondre à temps, conserver ce qu’elles nomment",
            "taking in orders of authorities, answering in time, preserving what they name",
        ),
        "Regulation (EU) 2022/2065, art. 9 and 10; Regulation (EU) 2021/784, art. 3 and 6",
        "operator",
        nothing,
    ),
    Duty(
        "danger",
        told("avertir les autorités d’une menace pour la vie", "telling the authorities of a threat to life"),
        "Regulation (EU) 2022/2065, art. 18",
        "program",
        nothing,
    ),
    Duty(
        "vault",
        told("garder un an les traces de connexion, scellées", "sealed connection records kept one year"),
        "LCEN, art. 6-V; décret 2021-1362, art. 5",
        "operator",
        values("vault.custodians"),
    ),
    Duty(
        "rights",
        told("l’accès à ses données, leur copie, leur effacement", "access to one’s data, a copy of it, its erasure"),
        "Regulation (EU) 2016/679, art. 12, 15, 17 and 20",
        "program",
        nothing,
    ),
    Duty(
        "backup",
        told(
            "pouvoir rétablir ce qui fut décidé après une perte du disque",
            "being able to bring back what was decided after a disk is lost",
        ),
        "Regulation (EU) 2016/679, art. 32(1)(c)",
        "operator",
        values("backup.path", "backup.recipients"),
        is_required=False,
    ),
    Duty(
        "calls",
        told(
            "être joint quand cela presse et que personne ne veille",
            "being reached when it is urgent and nobody watches",
        ),
        "Regulation (EU) 2022/2065, art. 18; Regulation (EU) 2021/784, art. 3(3)",
        "operator",
        called,
        is_required=False,
    ),
    Duty(
        "figures",
        told(
            "publier les chiffres de la modération, et déposer les motivations",
            "publishing figures of moderation, and filing statements of reasons",
        ),
        "Regulation (EU) 2022/2065, art. 15, 24(2) and 24(5)",
        "operator",
        figures,
        is_required=False,
    ),
)


def standings(settings: Settings) -> list[Standing]:
    """Every duty, as it stands with these settings."""
    return [Standing(duty, tuple(duty.lacks(settings))) for duty in DUTIES]


def unmet(settings: Settings) -> list[Standing]:
    """The duties for which public mode refuses to start, with what is missing; none in demo mode."""
    if settings.mode == "demo":
        return []
    return [standing for standing in standings(settings) if standing.duty.is_required and not standing.is_met]
