"""The configuration reference: every setting documented, and the manual fresh."""

from pathlib import Path

import msgspec
import pytest

from palabre.domain.room import RoomSettings
from palabre.settings.moderation import ConfiguredLine
from palabre.settings.reference import MANUAL, is_fresh, meaning, reference
from palabre.settings.shape import Settings


def test_the_manual_documents_every_setting_as_it_is() -> None:
    assert is_fresh(MANUAL.read_text(encoding="utf-8")), "run: python -m palabre.settings.reference"


def test_every_setting_has_its_line() -> None:
    text = reference()
    for section in msgspec.structs.fields(Settings):
        if section.name in ("mode", "rooms", "help_lines", "house_rules"):
            continue
        assert f"### `[{section.name}]`" in text
        for setting in msgspec.structs.fields(section.type):
            assert f"\n| `{setting.name}` | " in text
    for field in (*msgspec.structs.fields(RoomSettings), *msgspec.structs.fields(ConfiguredLine)):
        assert f"\n| `{field.name}` | " in text


def test_a_setting_without_a_description_is_not_accepted() -> None:
    with pytest.raises(LookupError):
        meaning(int)


def test_a_manual_without_the_reference_is_not_fresh() -> None:
    assert not is_fresh("# Operating")
    assert Path(MANUAL).name == "operating.md"
