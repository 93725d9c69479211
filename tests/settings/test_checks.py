"""What types cannot say: relations between settings, and between them and the machine."""

from pathlib import Path

import pytest

from palabre.settings import (
    Settings,
    SettingsError,
    problem_with_bind,
    problem_with_keys,
    problem_with_logo,
    read_settings,
)
from palabre.settings.shape import Keys

ROOM = '[[rooms]]\nslug = "agora"\nname = "Agora"\n'
PUBLIC = """
mode = "public"
[publisher]
name = "La Place"
address = "1 rue du Four"
email = "place@palabre.example"
phone = "01"
director = "Nour"
[host]
name = "Hôte"
address = "2 rue du Puits"
phone = "02"
[contact]
guests = "ici@palabre.example"
authorities = "la@palabre.example"
languages = ["fr", "en"]
[network]
hosts = ["palabre.example"]
trusted_proxies = ["127.0.0.1/32", "::1/128"]
[keys]
path = "/srv/keys"
[[vault.custodians]]
name = "Mo"
key = "age17dts3uf0m9tnmglnh26q34gkqs4pazpeyw9zgdk7tm9pl65qc5yqccn6au"
[[vault.custodians]]
name = "Nour"
key = "age1s3vj748hx88rpj5wku0yhnvl6e902zcyxgx9vnvchpltcuk79aqqh6q2um"
[[vault.custodians]]
name = "Sam"
key = "age12p30p6s04d20uqkwfnvrnl7gc7dv24au3ppvtzeyeulvj80zadqqdhdwkv"
"""


def read(text: str) -> Settings:
    return read_settings(text, Path("palabre.toml"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROOM + ROOM, "rooms[0].slug: expected a slug of its own, `agora` is there 2 times"),
        ('[[rooms]]\nslug = "Ago ra"\nname = "Agora"', "rooms[0].slug: a slug is 1 to 40 characters"),
        ('[[rooms]]\nslug = "agora"\nname = ""', "rooms[0].name: 1 to 60 characters"),
        (ROOM + "capacity = 1", "rooms[0].capacity: 2 to 20000"),
        ('[instance]\ntimezone = "Europe/Pari"', "instance.timezone: expected an IANA time zone"),
        ('[instance]\ntimezone = "../../etc/passwd"', "instance.timezone: expected an IANA time zone"),
        ('[instance]\ntimezone = ""', "instance.timezone: expected an IANA time zone"),
        ('[instance]\ntimezone = "Europe"', "instance.timezone: expected an IANA time zone"),
        ('[instance]\nwelcome = "une\\nligne"', "instance.welcome: expected one line"),
        ('[appearance]\naccent = "red"', "appearance.accent: expected a colour such as #a3431f, got `red`"),
        (
            '[appearance]\naccent = "#ff8800"',
            "appearance.accent: expected a contrast of 4.5:1, `#ff8800` has 2.03:1 on #f3ecdf; the nearest that works",
        ),
        (
            '[appearance]\ngreen_dark = "#1d5c44"',
            "appearance.green_dark: expected a contrast of 4.5:1, `#1d5c44` has 1.9",
        ),
        ('[publisher]\nemail = "nour"', "publisher.email: expected an e-mail address"),
        ('[contact]\nlanguages = ["French"]', "contact.languages[0]: expected a language code"),
        ('[network]\nhosts = ["https://palabre.example"]', "network.hosts[0]: expected a lower-case host name"),
        ('[network]\nhosts = ["palabre.example:443"]', "network.hosts[0]: expected a lower-case host name"),
        ('[network]\ntrusted_proxies = ["10.0.0.1/8"]', "network.trusted_proxies[0]: expected a network"),
        ('[network]\ntrusted_proxies = ["proxy"]', "network.trusted_proxies[0]: expected a network"),
        ('[network]\ntrusted_proxies = ["10.0.0.0/8"]', "network.trusted_proxies: expected none in demo mode"),
        ('[store]\nurl = "mysql://a@b/c"', "store.url: expected an empty text (SQLite) or postgresql://"),
        ('[store]\nurl = "postgresql://host"', "store.url: expected an empty text (SQLite) or postgresql://"),
        (PUBLIC + "[allowance]\nfactor = 0", "allowance.factor: expected more than 0 in public mode"),
    ],
)
def test_a_setting_that_cannot_be_is_named(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        read(text)
    assert str(error.value).startswith(f"palabre.toml: {told}")


def test_a_complete_public_configuration_is_read() -> None:
    assert read(PUBLIC).mode == "public"


def test_bench_allowances_are_for_demo_mode() -> None:
    assert read("[allowance]\nfactor = 0").allowance.factor == 0


def test_limits_per_prefix_are_a_hundred_times_wider_in_demo_mode() -> None:
    assert (read("").generosity(), read(PUBLIC).generosity()) == (100, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_demo_listens_on_this_machine(host: str) -> None:
    assert problem_with_bind(read(""), host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "palabre.example", ""])
def test_the_demo_listens_nowhere_else(host: str) -> None:
    assert "expected a loopback address" in (problem_with_bind(read(""), host) or "")
    assert problem_with_bind(read(PUBLIC), host) is None


@pytest.mark.parametrize(
    ("path", "is_apart"),
    [("data", False), ("data/keys", False), (".", False), ("link", False), ("data-keys", True), ("keys", True)],
)
def test_keys_never_lie_beside_the_data(tmp_path: Path, path: str, is_apart: bool) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "link").symlink_to(data)
    settings = Settings(keys=Keys(path=str(tmp_path / path)))
    assert (problem_with_keys(settings, data) is None) is is_apart


def test_a_logo_is_looked_for_beside_the_configuration(tmp_path: Path) -> None:
    settings = read_settings('[appearance]\nlogo = "logo.svg"', tmp_path / "palabre.toml")
    assert (
        problem_with_logo(settings)
        == f"appearance.logo: {tmp_path / 'logo.svg'} cannot be read: no such file or directory"
    )
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert problem_with_logo(settings) is None
    (tmp_path / "logo.svg").write_text("GIF89a")
    assert "expected an SVG or a PNG" in (problem_with_logo(settings) or "")
    assert problem_with_logo(read("")) is None


def test_keys_in_memory_lie_nowhere(tmp_path: Path) -> None:
    assert problem_with_keys(Settings(), tmp_path) is None
