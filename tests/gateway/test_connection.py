"""One connection, without I/O: whatever text comes in, the right effect comes out."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from palabre.gateway.connection import MAX_ROOMS, MAX_WAITING, Close, Connection, Effect, Perform, Send
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.commands import (
    AnyCommand,
    GuestHide,
    MessagePost,
    NicknameChange,
    RoomCommand,
    RoomEnter,
    RoomLeave,
)
from palabre.protocol.replies import Ok

KEY = "abcdefghijklmnop"
POST = {"type": "message.post", "ref": 7, "room": "agora", "body": "Bonsoir", "client_message_id": KEY}


def room_of(command: AnyCommand) -> str:
    """Of a command that names one."""
    assert isinstance(command, RoomCommand)
    return command.room


def connection(*, spectator: bool = False, rooms: tuple[str, ...] = ("agora",), unlimited: bool = False) -> Connection:
    made = Connection(connection_id=1, session_id=None if spectator else "session-ana", now=0.0, unlimited=unlimited)
    made.rooms.update(rooms)
    return made


def reply_in(effect: Effect) -> dict[str, Any]:
    assert isinstance(effect, Send), effect
    reply = json.loads(effect.payload)
    assert isinstance(reply, dict)
    return reply


def receive(value: object, **more: Any) -> dict[str, Any]:
    """The reply to a frame that is answered at once."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return reply_in(connection(**more).receive(text, 0.0))


def performed(value: object, **more: Any) -> AnyCommand:
    effect = connection(**more).receive(json.dumps(value).encode(), 0.0)
    assert isinstance(effect, Perform), effect
    return effect.command


def test_a_well_formed_command_is_performed() -> None:
    assert performed(POST) == MessagePost(ref=7, room="agora", body="Bonsoir", client_message_id=KEY)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"null x",
        b"{'ref': 1}",
        b'{"ref": 1, }',
        b"\xef\xbb\xbf{}",
        b'{"a": "\\ud800x',
        b"NaN",
        b'{"ref":01}',
        b'{"type":"room.enter","ref":1,"room":5',
    ],
)
def test_malformed_json_is_answered_without_a_ref(text: bytes) -> None:
    reply = receive(text)
    assert (reply["type"], reply["ref"], reply["code"]) == ("failed", None, "malformed")


@pytest.mark.parametrize("value", [None, 1, "room.enter", [], [POST], {}, True])
def test_json_that_is_no_command_is_invalid_without_a_ref(value: object) -> None:
    reply = receive(value)
    assert (reply["ref"], reply["code"]) == (None, "invalid")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": None}, "body"),
        ({"body": 3}, "body"),
        ({"body": "x" * 32_769}, "body"),
        ({"room": ""}, "room"),
        ({"room": "x" * 41}, "room"),
        ({"client_message_id": "a b"}, "client_message_id"),
        ({"reply_to": 12}, "reply_to"),
        ({"colour": "red"}, "colour"),
        ({"since": {"epoch": "e", "offset": 1}}, "since"),
        ({"BODY": "x"}, "BODY"),
    ],
)
def test_a_wrong_or_unknown_field_is_named_and_the_ref_kept(change: dict[str, object], field: str) -> None:
    reply = receive(POST | change)
    assert (reply["ref"], reply["code"], reply["field"]) == (7, "invalid", field)


@pytest.mark.parametrize("field", ["room", "body", "client_message_id", "ref"])
def test_a_missing_field_is_named(field: str) -> None:
    reply = receive({name: value for name, value in POST.items() if name != field})
    assert (reply["code"], reply["field"]) == ("invalid", field)
    assert reply["ref"] == (None if field == "ref" else 7)


@pytest.mark.parametrize(
    ("since", "field"),
    [
        ({"epoch": "x" * 65, "offset": 0}, "since.epoch"),
        ({"epoch": "e", "offset": -1}, "since.offset"),
        ({"epoch": "e", "offset": 2**53}, "since.offset"),
        ({"epoch": "e", "offset": 1.5}, "since.offset"),
        ({"epoch": "e", "offset": 0, "page": 1}, "page"),
        ("now", "since"),
    ],
)
def test_a_wrong_position_is_named_by_its_path(since: object, field: str) -> None:
    reply = receive({"type": "room.enter", "ref": 3, "room": "agora", "since": since})
    assert (reply["ref"], reply["code"], reply["field"]) == (3, "invalid", field)


@pytest.mark.parametrize("kind", ["message.shout", "", "ok", "room.entered", "MESSAGE.POST"])
def test_an_unknown_type_is_said_to_be_unknown(kind: str) -> None:
    reply = receive(POST | {"type": kind})
    assert (reply["ref"], reply["code"]) == (7, "unknown_command")


@pytest.mark.parametrize("kind", [None, 3, ["message.post"]])
def test_a_type_that_is_no_text_is_invalid_and_the_ref_kept(kind: object) -> None:
    reply = receive(POST | {"type": kind})
    assert (reply["ref"], reply["code"], reply["field"]) == (7, "invalid", "type")


@pytest.mark.parametrize("ref", [-1, 2**53, 2**64, 10**400, 1.5, "7", None, True, [1]])
def test_a_ref_that_is_no_counting_number_is_not_echoed(ref: object) -> None:
    reply = receive(POST | {"ref": ref})
    assert (reply["ref"], reply["code"]) == (None, "invalid")


def test_a_number_of_many_digits_costs_nothing_and_closes_nothing() -> None:
    reply = receive(b'{"type":"room.enter","ref":' + b"9" * 30_000 + b',"room":"agora"}')
    assert reply["type"] == "failed"


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_deep_nesting_is_malformed_and_closes_nothing(opening: bytes) -> None:
    reply = receive(opening * 10_000)
    assert (reply["ref"], reply["code"]) == (None, "malformed")
    in_field = receive(b'{"type":"room.enter","ref":1,"room":' + b"[" * 10_000 + b"]" * 10_000 + b"}")
    assert in_field["type"] == "failed"


def test_a_field_given_twice_counts_once() -> None:
    effect = connection().receive(b'{"type":"room.leave","ref":1,"room":"cuisine","room":"agora"}', 0.0)
    assert isinstance(effect, Perform) and room_of(effect.command) == "agora"


@pytest.mark.parametrize(
    "command",
    [
        POST,
        {"type": "message.edit", "ref": 7, "room": "agora", "message_id": "m1", "body": "x"},
        {"type": "message.remove", "ref": 7, "room": "agora", "message_id": "m1"},
        {"type": "room.leave", "ref": 7, "room": "agora"},
        {"type": "reaction.set", "ref": 7, "room": "agora", "message_id": "m1", "reaction": "thanks"},
        {"type": "typing.start", "ref": 7, "room": "agora"},
        {"type": "read.mark", "ref": 7, "room": "agora", "offset": 3},
    ],
)
def test_a_command_about_a_room_not_entered_is_refused(command: dict[str, object]) -> None:
    assert receive(command, rooms=())["code"] == "not_entered"


@pytest.mark.parametrize(
    "command",
    [
        POST,
        {"type": "message.edit", "ref": 7, "room": "agora", "message_id": "m1", "body": "x"},
        {"type": "message.remove", "ref": 7, "room": "agora", "message_id": "m1"},
        {"type": "nickname.change", "ref": 7, "room": "agora", "nickname": "Ana"},
        {"type": "reaction.set", "ref": 7, "room": "agora", "message_id": "m1", "reaction": "thanks"},
        {"type": "typing.start", "ref": 7, "room": "agora"},
        {"type": "read.mark", "ref": 7, "room": "agora", "offset": 3},
        {"type": "guest.hide", "ref": 7, "room": "agora", "tag": "h4n8s2pw6cdj"},
    ],
)
def test_a_spectator_is_asked_for_a_session(command: dict[str, object]) -> None:
    assert receive(command, spectator=True)["code"] == "session_required"


def test_a_name_is_changed_and_a_guest_hidden_without_having_entered() -> None:
    hide = {"type": "guest.hide", "ref": 7, "room": "agora", "tag": "h4n8s2pw6cdj", "hidden": False}
    assert performed(hide, rooms=()) == GuestHide(ref=7, room="agora", tag="h4n8s2pw6cdj", hidden=False)
    rename = {"type": "nickname.change", "ref": 7, "room": "agora", "nickname": "Ana"}
    assert performed(rename, rooms=()) == NicknameChange(ref=7, room="agora", nickname="Ana")


@pytest.mark.parametrize("reaction", ["love", "", None, ["thanks"]])
def test_a_reaction_that_is_none_of_the_six_is_invalid(reaction: object) -> None:
    command = {"type": "reaction.set", "ref": 7, "room": "agora", "message_id": "m1", "reaction": reaction}
    assert (receive(command)["code"], receive(command)["field"]) == ("invalid", "reaction")


def test_a_spectator_enters_and_leaves() -> None:
    enter = {"type": "room.enter", "ref": 1, "room": "cuisine"}
    assert performed(enter, spectator=True) == RoomEnter(ref=1, room="cuisine")
    leave = {"type": "room.leave", "ref": 2, "room": "agora"}
    assert performed(leave, spectator=True) == RoomLeave(ref=2, room="agora")


def test_a_connection_reads_a_dozen_rooms_at_most_and_enters_one_of_them_again() -> None:
    rooms = tuple(f"r{number}" for number in range(MAX_ROOMS))
    reply = receive({"type": "room.enter", "ref": 1, "room": "one-more"}, rooms=rooms)
    assert (reply["code"], reply["limit"]) == ("too_many_rooms", MAX_ROOMS)
    assert room_of(performed({"type": "room.enter", "ref": 1, "room": "r3"}, rooms=rooms)) == "r3"


def test_a_flood_of_commands_is_first_told_to_slow_down_then_closed() -> None:
    flooded = connection()
    effects = [flood(flooded, number) for number in range(200)]
    kinds = [type(effect) for effect in effects]
    first_send, first_close = kinds.index(Send), kinds.index(Close)
    assert (first_send, first_close) == (60, 80)
    assert set(kinds[:60]) == {Perform} and set(kinds[60:80]) == {Send} and set(kinds[80:]) == {Close}
    slowed = reply_in(effects[60])
    assert (slowed["code"], slowed["ref"]) == ("flooding", 60)
    assert slowed["retry_after"] > 0
    assert effects[80] == Close(CloseCode.FLOODING)


def flood(flooded: Connection, number: int) -> Effect:
    """One more command, answered at once when it is performed."""
    command = {"type": "room.leave", "ref": number, "room": "agora"}
    effect = flooded.receive(json.dumps(command).encode(), 0.0)
    if isinstance(effect, Perform):
        flooded.answered(Ok(ref=number))
    return effect


def test_a_person_is_never_told_to_slow_down() -> None:
    typing = connection()
    for second in range(300):
        effect = typing.receive(json.dumps(POST | {"ref": second}).encode(), float(second) / 4)
        assert isinstance(effect, Perform)
        typing.answered(Ok(ref=second))


def test_mistakes_are_answered_until_they_are_a_flood() -> None:
    confused = connection()
    effects = [confused.receive(b"{", 0.0) for _ in range(21)]
    assert all(isinstance(effect, Send) for effect in effects[:20])
    assert effects[20] == Close(CloseCode.FLOODING)
    assert isinstance(confused.receive(b"{", 60.0), Send)


def test_a_flood_of_pings_closes_the_connection_and_a_browser_s_rhythm_never_does() -> None:
    pinging, browser = connection(), connection()
    assert [pinging.receive_empty(0.0) for _ in range(60)] == [None] * 60
    assert pinging.receive_empty(0.0) == Close(CloseCode.FLOODING)
    assert {browser.receive_empty(25.0 * number) for number in range(1_000)} == {None}


def test_a_bench_is_not_told_to_slow_down() -> None:
    bench = connection(unlimited=True)
    assert {type(flood(bench, number)) for number in range(1_000)} == {Perform}


def test_too_many_commands_waiting_for_an_answer_close_the_connection() -> None:
    waiting = connection(unlimited=True)
    for number in range(MAX_WAITING):
        assert isinstance(waiting.receive(json.dumps(POST | {"ref": number}).encode(), 0.0), Perform)
    assert waiting.receive(json.dumps(POST).encode(), 0.0) == Close(CloseCode.FLOODING)
    waiting.answered(Ok(ref=1))
    assert isinstance(waiting.receive(json.dumps(POST).encode(), 0.0), Perform)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["room.enter", "message.post", "nickname.change", "?"]) | json_values,
        "ref": st.integers(0, 9) | json_values,
        "room": st.just("agora") | json_values,
        "body": json_values,
        "since": json_values,
        "client_message_id": st.just(KEY) | json_values,
    },
)


@given(st.binary(max_size=60) | (json_values | fields).map(lambda value: json.dumps(value).encode()))
@example(b'{"type":"room.enter","ref":1,"room":"agora","since":null}')
def test_whatever_comes_in_is_performed_or_answered_once(text: bytes) -> None:
    effect = connection().receive(text, 0.0)
    if isinstance(effect, Send):
        reply = reply_in(effect)
        assert reply["type"] == "failed" and reply["message"]
        assert len(effect.payload) < 1_000
    else:
        assert isinstance(effect, Perform)
