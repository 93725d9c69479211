"""What is generated is what the structs say, and is up to date."""

import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from palabre.domain import body, message, nickname
from palabre.protocol import commands, events, limits, replies
from palabre.protocol.close_codes import CloseCode, is_final
from palabre.protocol.encoding import SENTENCES, decode_command
from palabre.protocol.export.__main__ import main
from palabre.protocol.export.catalogue import COMMANDS, FAILURE_CODES, FRAMES, structs_of, type_of
from palabre.protocol.export.examples import examples
from palabre.protocol.export.files import generated, stale, write
from palabre.protocol.export.typescript import typescript
from tests.protocol.schema import is_valid

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads(generated()["docs/reference/protocol.schema.json"])
NOT_SENT_ALONE = {"Command", "Event", "StreamEvent", "Since"}
FRAME_OF = {type_of(frame): frame for frame in FRAMES if type_of(frame) != "ok"} | {
    "ok": replies.Ok,
    "ok.message.post": replies.OkPosted,
    "ok.message.post.held": replies.OkHeld,
    "ok.nickname.change": replies.OkNamed,
    "ok.reaction.set": replies.OkReacted,
    "ok.age.bind": replies.OkBound,
    "ok.conversation.request": replies.OkRequested,
    "ok.conversation.accept": replies.OkConversing,
    "ok.conversation.list": replies.OkCorrespondence,
}


def frame_of(name: str) -> type[msgspec.Struct]:
    """The struct of an example: variants are named after the frame they vary."""
    return FRAME_OF.get(name) or FRAME_OF[name.rpartition(".")[0]]


def test_no_generated_file_is_stale() -> None:
    assert stale(ROOT) == [], "run: python -m palabre.protocol.export"


def test_a_stale_a_missing_and_a_forgotten_file_are_seen_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    assert main(["--check"]) == 0
    (tmp_path / "docs/reference/protocol.md").write_text("old")
    (tmp_path / "docs/reference/examples/ok.json").unlink()
    (tmp_path / "docs/reference/examples/room.burnt.json").write_text("{}")
    capsys.readouterr()
    assert main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "stale: docs/reference/examples/ok.json",
        "stale: docs/reference/examples/room.burnt.json",
        "stale: docs/reference/protocol.md",
    ]
    assert len(write(tmp_path)) == 3
    assert main(["--check"]) == 0
    assert main(["--czech"]) == 2


def test_what_is_generated_is_the_same_every_time() -> None:
    assert generated() == generated()


def test_every_failure_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(SENTENCES) == set(FAILURE_CODES)
    assert list(SENTENCES) == sorted(SENTENCES)


def test_every_struct_of_the_wire_is_in_the_catalogue() -> None:
    defined = {struct.__name__ for module in (commands, events, replies) for struct in structs_of(module)}
    assert defined - NOT_SENT_ALONE == {frame.__name__ for frame in FRAMES}


def test_every_frame_has_an_example() -> None:
    shown = {frame_of(name) for name in examples()}
    assert shown == set(FRAMES)


@pytest.mark.parametrize("name", examples())
def test_an_example_is_valid_and_nothing_of_it_is_lost_in_decoding(name: str) -> None:
    raw, frame = examples()[name], frame_of(name)
    value = json.loads(raw)
    decoded = msgspec.json.decode(raw, type=frame, strict=True)
    assert is_valid(value, SCHEMA["$defs"][frame.__name__], SCHEMA)
    assert is_valid(value, SCHEMA, SCHEMA)
    assert json.loads(msgspec.json.encode(decoded)) == value
    if frame in COMMANDS:
        assert decode_command(raw) == decoded


@pytest.mark.parametrize("name", [name for name in examples() if frame_of(name) in COMMANDS])
def test_the_schema_refuses_a_command_with_an_unknown_or_a_missing_field(name: str) -> None:
    value = json.loads(examples()[name])
    without_ref = {field: content for field, content in value.items() if field != "ref"}
    for wrong in (value | {"colour": "red"}, without_ref, value | {"room": ""}, value | {"ref": -1}):
        assert not is_valid(wrong, SCHEMA["$defs"][frame_of(name).__name__], SCHEMA)


def test_numbers_said_twice_agree() -> None:
    assert limits.MAX_BODY_CODE_POINTS == body.MAX_CODE_POINTS
    assert (limits.MIN_NICKNAME, limits.MAX_NICKNAME) == (nickname.MIN_LENGTH, nickname.MAX_LENGTH)
    assert limits.EDIT_WITHIN_SECONDS * 1_000 == message.EDIT_WITHIN_MS


def test_every_close_code_lies_in_the_range_that_says_what_to_do() -> None:
    for code in CloseCode:
        assert 4_000 <= code <= 4_999
        assert is_final(code) == (code >= 4_500)
    standard = (1000, 1001, 1002, 1003, 1006, 1007, 1009, 1011)
    assert [code for code in standard if is_final(code)] == [1002, 1003, 1007, 1009]


def test_typescript_names_every_frame_and_every_code() -> None:
    text = typescript()
    for frame in FRAMES:
        assert f"export interface {frame.__name__} {{" in text
    for code in FAILURE_CODES:
        assert f'"{code}"' in text
    assert 'type: "message.post";' in text
    assert "reply_to?: string | null;" in text
    assert "events?: LogFrame[] | null;" in text


def test_log_frames_and_passing_frames_are_all_the_events() -> None:
    assert set(get_args(events.AnyEvent)) == {*get_args(events.LogFrame), *get_args(events.PassingFrame)}
