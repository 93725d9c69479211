"""Reading a configuration: every fault is one sentence naming the file, the key and what was expected."""

from pathlib import Path

import pytest

from palabre.http.site import Publisher
from palabre.settings import SettingsError, demo_file, load_settings, read_settings

FILE = Path("palabre.toml")
ROOM = '[[rooms]]\nslug = "agora"\nname = "Agora"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = [", "not valid TOML: Invalid value (at end of document)."),
        ("\n\nmode = demo", "not valid TOML: Invalid value (at line 3, column 8)."),
        ("a = " + "[" * 5_000, "not valid TOML: nested too deeply."),
        ('mode = "private"', "mode: invalid enum value 'private'; expected one of demo, public."),
        ("mode = 3", "mode: expected a text, got a whole number; expected one of demo, public."),
        ("moed = 3", "moed: unknown key; did you mean `mode`?"),
        ('[live]\ncoalesce_ms = "a"', "live.coalesce_ms: expected a whole number, got a text."),
        ("[live]\ncoalesce_ms = 11", "live.coalesce_ms: expected a whole number <= 10."),
        ("[live]\ncoalesce = 1", "live.coalesce: unknown key; did you mean `coalesce_ms`?"),
        ("[retention]\nmessages_h = 0", "retention.messages_h: expected a whole number >= 1."),
        ("[retention]\nmessages_h = 73", "retention.messages_h: expected a whole number <= 72."),
        ("[allowance]\nfactor = nan", "allowance.factor: expected a number >= 0.0."),
        ("[allowance]\nfactor = inf", "allowance.factor: expected a number <= 1000.0."),
        ("[allowance]\nfactor = true", "allowance.factor: expected a number, got true or false."),
        ("live = 3", "live: expected a table, got a whole number."),
        ("rooms = 3", "rooms: expected a list, got a whole number."),
        ('[[rooms]]\nslug = "agora"', "rooms[0]: expected the missing key `name`."),
        (ROOM + 'topik = "x"', "rooms[0].topik: unknown key; did you mean `topic`?"),
        (ROOM + 'language = "de"', "rooms[0].language: invalid enum value 'de'; expected one of fr, en."),
    ],
)
def test_a_fault_is_one_sentence(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(text, FILE)
    assert str(error.value) == f"palabre.toml: {told}"


def test_a_key_like_no_other_is_answered_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match="zork: unknown key; expected one of url"):
        read_settings("[store]\nzork = 1", FILE)


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: no such file or directory"):
        load_settings(tmp_path / "nothing.toml")
    with pytest.raises(SettingsError, match="cannot be read: is a directory"):
        load_settings(tmp_path)


def test_a_file_that_is_not_text_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(SettingsError, match="expected UTF-8 text, found another byte at position 8"):
        load_settings(tmp_path / "a.toml")


def test_a_file_too_large_to_be_a_configuration_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(SettingsError, match="at most 1000000 bytes"):
        load_settings(tmp_path / "a.toml")


def test_the_demo_opens_agora_first_without_slow_mode() -> None:
    settings = load_settings(None)
    assert settings.mode == "demo"
    agora = settings.rooms[0]
    assert (agora.slug, agora.language, agora.slow_mode, agora.readers) == ("agora", "fr", 0, "everyone")
    assert [room.language for room in settings.rooms] == ["fr", "fr", "fr", "en"]


def test_demo_texts_say_that_they_are() -> None:
    settings = load_settings(None)
    assert "démonstration" in settings.publisher.name
    assert "démonstration" in settings.host.name
    assert settings.contact.guests.endswith(".invalid")


def test_in_demo_a_section_left_out_is_the_demo_s(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[allowance]\nfactor = 0\n")
    settings = load_settings(tmp_path / "a.toml")
    assert settings.allowance.factor == 0
    assert settings.rooms == load_settings(None).rooms
    assert settings.publisher == load_settings(None).publisher


def test_in_public_nothing_is_the_demo_s() -> None:
    assert read_settings('mode = "public"', FILE).publisher == Publisher()


def test_the_shipped_demo_is_the_one_read_by_default() -> None:
    assert load_settings(demo_file()) == load_settings(None)


def test_the_store_s_address_is_never_shown() -> None:
    settings = read_settings('[store]\nurl = "postgresql://palabre:geheim@db/palabre"', FILE)
    assert "geheim" not in repr(settings)
