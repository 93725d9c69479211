"""What a public place owes: a complete configuration meets it, and each missing field is named."""

import tomllib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from palabre.domain.session import Locale
from palabre.http.site import Publisher, Representative
from palabre.settings import DUTIES, Settings, read_settings, standings, unmet
from palabre.settings.union import OFFICIAL_LANGUAGES
from tests.settings.test_checks import PUBLIC

# What a public configuration cannot do without.
REQUIRED = (
    "publisher.name",
    "publisher.address",
    "publisher.email",
    "publisher.phone",
    "publisher.director",
    "host.name",
    "host.address",
    "host.phone",
    "contact.guests",
    "contact.authorities",
    "contact.languages",
    "network.hosts",
    "keys.path",
    "vault.custodians",
)
LOCALES: tuple[Locale, ...] = ("fr", "en")


def written(table: dict[str, Any]) -> Iterator[str]:
    """TOML of a configuration; JSON's texts, numbers and lists are TOML's."""
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{key} = {inline(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield f"[{key}]"
            yield from (f"{name} = {inline(inner)}" for name, inner in value.items())


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {inline(inner)}' for name, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return msgspec.json.encode(value).decode()


def without(key: str) -> str:
    """The complete configuration but for one setting."""
    table = tomllib.loads(PUBLIC)
    section, _, name = key.partition(".")
    del table[section][name]
    if key == "keys.path":
        del table["vault"]  # which says the same of it, before duties are asked
    return "\n".join(written(table))


def read(text: str) -> Settings:
    return read_settings(text, Path("palabre.toml"))


def lacking(settings: Settings) -> list[str]:
    return [problem for standing in unmet(settings) for problem in standing.lacking]


def test_a_complete_configuration_lacks_nothing() -> None:
    assert lacking(read(PUBLIC)) == []


@pytest.mark.parametrize("key", REQUIRED)
def test_each_field_that_is_missing_is_named(key: str) -> None:
    problems = lacking(read(without(key)))
    assert problems
    assert any(problem.startswith(f"{key}: expected ") for problem in problems)


def test_the_table_of_fields_has_everything_an_empty_configuration_lacks() -> None:
    named = {problem.partition(":")[0] for problem in lacking(read('mode = "public"'))}
    assert named == set(REQUIRED)
    assert all(attrgetter(key)(read(PUBLIC)) for key in REQUIRED)


@pytest.mark.parametrize(
    ("country", "languages", "met"),
    [
        ("FR", ("fr", "en"), True),
        ("FR", ("fr",), False),
        ("FR", ("en",), False),
        ("IE", ("en",), True),
        ("BE", ("nl", "en"), True),
        ("BE", ("en", "es"), False),
    ],
)
def test_authorities_may_write_in_a_language_of_the_country_and_in_one_most_can_read(
    country: str, languages: tuple[str, ...], met: bool
) -> None:
    complete = read(PUBLIC)
    settings = msgspec.structs.replace(
        complete,
        publisher=msgspec.structs.replace(complete.publisher, country=country),
        contact=msgspec.structs.replace(complete.contact, languages=languages),
    )
    assert (lacking(settings) == []) is met


def test_a_publisher_outside_the_union_names_somebody_in_it() -> None:
    complete = read(PUBLIC)
    abroad = msgspec.structs.replace(complete, publisher=msgspec.structs.replace(complete.publisher, country="CH"))
    named = [problem.partition(":")[0] for problem in lacking(abroad)]
    assert named == [f"representative.{name}" for name in ("name", "address", "email", "phone")]
    somebody = Representative(name="Sam", address="3 rue du Lac", email="sam@palabre.example", phone="03")
    assert lacking(msgspec.structs.replace(abroad, representative=somebody)) == []


def test_a_demo_owes_nothing() -> None:
    assert unmet(Settings(publisher=Publisher())) == []


def test_every_duty_says_what_it_is_in_both_languages_and_where_it_comes_from() -> None:
    assert len({duty.code for duty in DUTIES}) == len(DUTIES)
    for duty in DUTIES:
        assert duty.basis
        assert all(duty.what[locale] for locale in LOCALES)


def test_what_hinders_no_start_is_still_told() -> None:
    told = {standing.duty.code for standing in standings(read(PUBLIC)) if not standing.is_met}
    assert told == {standing.duty.code for standing in standings(read(PUBLIC)) if not standing.duty.is_required}


def test_the_union_has_twenty_seven_members() -> None:
    assert len(OFFICIAL_LANGUAGES) == 27
