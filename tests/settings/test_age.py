"""The settings of proofs of age: what is offered, and what is refused in one sentence."""

from pathlib import Path

import pytest

from palabre.settings import SettingsError, read_settings
from palabre.settings.age import AgeSettings, ConfiguredAccount

FILE = Path("/etc/palabre/palabre.toml")
ACCOUNT = ConfiguredAccount(issuer="https://poste.example", client_id="palabre", label="La Poste")
SECTION = '[[age.oidc]]\nclient_id = "palabre"\nlabel = "La Poste"\n'


@pytest.mark.parametrize(
    ("age", "mode", "ways", "can_open"),
    [
        (AgeSettings(), "demo", ("demo", "human"), True),
        (AgeSettings(), "public", ("human",), False),
        (AgeSettings(methods=()), "demo", (), False),
        (AgeSettings(trusted_list="list.toml"), "public", ("eu", "human"), False),
        (AgeSettings(trusted_list="list.toml", oidc=(ACCOUNT,)), "public", ("eu", "oidc", "human"), True),
        (AgeSettings(oidc=(ACCOUNT, ACCOUNT)), "public", ("oidc", "human"), True),
        (AgeSettings(oidc=(ACCOUNT, ACCOUNT), methods=("oidc",)), "public", ("oidc",), False),
    ],
)
def test_what_is_configured_is_offered_and_two_ways_and_a_person_open_adult_rooms(
    age: AgeSettings, mode: str, ways: tuple[str, ...], can_open: bool
) -> None:
    assert age.ways(mode) == ways
    assert age.can_open(mode) is can_open


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[age]\nmethods = ["eu"]', "age.trusted_list: expected a file"),
        ('[age]\nmethods = ["oidc"]', "age.oidc: expected a provider"),
        ('[age]\nmethods = ["declaration"]', "age.methods"),
        ("[age]\nproof_minutes = 241", "age.proof_minutes"),
        ("[age]\nidle_minutes = 61", "age.idle_minutes"),
        (
            f'{SECTION}issuer = "http://poste.example"',
            "age.oidc[0].issuer: expected an address beginning with https://",
        ),
        (f'{SECTION}issuer = "https://a:b@poste.example"', "age.oidc[0].issuer"),
        (f'{SECTION}issuer = "https://poste.example/?x"', "age.oidc[0].issuer"),
        (f'{SECTION}issuer = "ftp://poste.example"', "age.oidc[0].issuer"),
        (f'{SECTION}issuer = "https://poste.example"\nscope = "profile"', "age.oidc[0].scope"),
        (f'{SECTION}issuer = "https://poste.example"\nsecret = "x"', "age.oidc[0].secret: unknown key"),
        (
            f'{SECTION}issuer = "https://poste.example"\n{SECTION}issuer = "https://poste.example"',
            "age.oidc[0].issuer: expected one of its own, it is there 2 times",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(text, FILE)
    assert told in str(refused.value)


def test_a_demo_may_ask_a_provider_on_this_machine_and_no_public_place_may() -> None:
    text = f'{SECTION}issuer = "http://127.0.0.1:9000"'
    assert read_settings(text, FILE).age.oidc[0].issuer == "http://127.0.0.1:9000"
    with pytest.raises(SettingsError, match="issuer"):
        read_settings(f'mode = "public"\n{text}', FILE)


def test_a_public_place_offers_no_demo() -> None:
    with pytest.raises(SettingsError, match="expected no `demo` in public mode"):
        read_settings('mode = "public"\n[age]\nmethods = ["demo"]', FILE)


def test_paths_are_counted_from_the_folder_of_the_file() -> None:
    secret = f'{SECTION}issuer = "https://poste.example"\nclient_secret_file = "poste.secret"'
    age = read_settings(f'[age]\ntrusted_list = "issuers.toml"\n{secret}', FILE).age
    assert age.trusted_list == "/etc/palabre/issuers.toml"
    assert age.oidc[0].client_secret_file == "/etc/palabre/poste.secret"
