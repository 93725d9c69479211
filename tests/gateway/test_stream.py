"""A served room's recent log never tells again what was taken back."""

import json

import msgspec

from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessagePosted, MessageRemoved, RoomChanged
from palabre.domain.message import Author, Message
from palabre.domain.reaction import Reacted
from palabre.domain.room import RoomSettings
from palabre.gateway.stream import RoomStream
from palabre.ports.store import Window
from palabre.protocol.limits import RESUME_EVENTS, SNAPSHOT_BYTES, SNAPSHOT_MESSAGES
from tests.cast import NOON

EPOCH = "epoch-of-agora"
HOUR_MS = 3_600_000


def posted(offset: int, body: str = "Bonsoir", *, tag: str = "tag-ana", sent_ms: int = NOON) -> MessagePosted:
    message = Message(
        id=f"m{offset}",
        offset=offset,
        client_message_id=f"c{offset}",
        body=body,
        author=Author("Ana", tag),
        sent_ms=sent_ms,
    )
    return MessagePosted(room_id=1, offset=offset, message=message)


def edited(offset: int, message_id: str, body: str = "secret", at_ms: int = NOON) -> MessageEdited:
    return MessageEdited(room_id=1, offset=offset, message_id=message_id, body=body, edited_ms=at_ms)


def stream_of(*events: LogEvent, first: int = 1) -> RoomStream:
    head = events[-1].offset if events else 0
    return RoomStream("agora", Window(EPOCH, head, first, list(events)), 3_600)


def told_by(stream: RoomStream) -> str:
    """Everything the stream would tell anyone."""
    told = [*stream.snapshot().messages]
    for offset in range(stream.first - 1, stream.head + 1):
        told += stream.resume(EPOCH, offset) or []
    return b"\n".join(told).decode()


def fill(stream: RoomStream, count: int) -> None:
    for _ in range(count):
        stream.apply(posted(stream.head + 1, "de Bilal", tag="tag-bilal"))


def erase(stream: RoomStream) -> None:
    stream.apply(GuestErased(room_id=1, offset=stream.head + 1, tags=("tag-ana",)))


def test_an_edit_rewrites_the_message_and_every_earlier_edit() -> None:
    stream = stream_of(posted(1, "secret un"), edited(2, "m1", "secret deux"), edited(3, "m1", "le mot de la fin"))
    assert "secret" not in told_by(stream)
    assert told_by(stream).count("le mot de la fin") >= 3


def test_a_removal_withholds_the_edits_of_the_message() -> None:
    stream = stream_of(posted(1, "secret"), edited(2, "m1"))
    stream.apply(MessageRemoved(room_id=1, offset=3, message_id="m1", by="author"))
    assert "secret" not in told_by(stream)
    assert [json.loads(raw)["type"] for raw in stream.resume(EPOCH, 0) or []] == [
        "message.posted",
        "message.hidden",
        "message.removed",
    ]


def test_an_erasure_reaches_an_edit_whose_message_has_left_the_ring() -> None:
    stream = stream_of(posted(1, "secret"))
    fill(stream, RESUME_EVENTS - 1)
    stream.apply(edited(stream.head + 1, "m1"))
    fill(stream, 10)
    assert stream.first > 1 and "secret" in told_by(stream)
    erase(stream)
    assert "secret" not in told_by(stream)
    assert stream.resume(EPOCH, stream.first - 1) is not None


def test_an_erasure_gives_up_what_is_not_known_to_be_anyone_elses() -> None:
    stream = stream_of(edited(501, "m1"), edited(502, "m2"), posted(503), first=1)
    erase(stream)
    assert "secret" not in told_by(stream)
    assert stream.first == 503
    assert stream.snapshot().more is True


def test_an_erasure_takes_the_name_of_a_message_removed_before() -> None:
    stream = stream_of(posted(1), MessageRemoved(room_id=1, offset=2, message_id="m1", by="author"))
    erase(stream)
    (message,) = map(json.loads, stream.snapshot().messages)
    assert (message["author"]["nickname"], message["removed"], message["body"]) == ("", "erased", "")


def test_an_erasure_leaves_others_alone() -> None:
    stream = stream_of(posted(1, tag="tag-bilal"), edited(2, "m1", "de Bilal"))
    erase(stream)
    assert told_by(stream).count("de Bilal") >= 2


def test_what_has_expired_is_told_no_more_by_its_edits_either() -> None:
    stream = stream_of(posted(1, "secret", sent_ms=NOON), posted(2, sent_ms=NOON + 200_000))
    stream.apply(edited(3, "m1", at_ms=NOON + 250_000))
    stream.expire(NOON + 1)
    assert "secret" not in told_by(stream)
    assert [json.loads(raw)["type"] for raw in stream.resume(EPOCH, 2) or []] == ["message.hidden"]


def test_an_expired_edit_outside_the_ring_of_its_message_is_withheld_in_time() -> None:
    stream = stream_of(posted(1, "secret", sent_ms=NOON))
    for number in range(RESUME_EVENTS):
        stream.apply(posted(stream.head + 1, "x", sent_ms=NOON + 100 + number))
    stream.apply(edited(stream.head + 1, "m1", at_ms=NOON + 1_000))
    stream.expire(NOON + 50)
    assert "secret" not in told_by(stream)


def test_older_messages_are_announced_until_they_are_gone() -> None:
    change = RoomChanged(room_id=1, offset=101, settings=RoomSettings(name="Agora"), closed=False)
    stream = stream_of(change, posted(102), first=1)
    stream.expire(NOON - HOUR_MS)
    assert stream.snapshot().more is True
    stream.expire(NOON + 1)
    assert (stream.snapshot().messages, stream.snapshot().more) == ([], False)


def test_what_was_logged_before_the_first_message_is_no_older_message() -> None:
    change = RoomChanged(room_id=1, offset=1, settings=RoomSettings(name="Agora", pinned="Samedi"), closed=False)
    assert stream_of(change, first=1).snapshot().more is False
    assert stream_of(change, posted(2), first=1).snapshot().more is False


def test_a_snapshot_holds_the_last_fifty_in_twenty_five_kilobytes() -> None:
    stream = stream_of(*(posted(offset) for offset in range(1, 101)))
    messages, _, more = stream.snapshot()
    assert (len(messages), more, json.loads(messages[-1])["offset"]) == (SNAPSHOT_MESSAGES, True, 100)
    long = stream_of(*(posted(offset, "é" * 2_000) for offset in range(1, 51)))
    messages, _, more = long.snapshot()
    assert sum(map(len, messages)) < SNAPSHOT_BYTES and more
    assert len(messages) == 5


def test_one_message_too_large_for_a_snapshot_is_told_all_the_same() -> None:
    stream = stream_of(posted(1), posted(2, "😀" * 2_000 + "\n" * 0))
    assert json.loads(stream.snapshot().messages[-1])["offset"] == 2


def test_a_resume_needs_the_epoch_and_a_place_in_the_ring() -> None:
    stream = stream_of(*(posted(offset) for offset in range(1, 601)))
    assert (stream.first, stream.head) == (101, 600)
    assert stream.resume(EPOCH, 600) == []
    assert len(stream.resume(EPOCH, 100) or []) == RESUME_EVENTS
    for epoch, offset in ((EPOCH, 99), (EPOCH, 601), (EPOCH, 0), ("another", 600), ("", 600)):
        assert stream.resume(epoch, offset) is None


def test_the_ring_counts_its_bytes() -> None:
    stream = stream_of(posted(1), edited(2, "m1"))
    fill(stream, 600)
    erase(stream)
    stream.expire(NOON + 1)
    assert stream.bytes == sum(len(entry.raw) for entry in stream._entries)
    assert not stream._places and not stream._origins


def test_a_withheld_edit_that_left_the_ring_is_never_taken_for_another_message() -> None:
    stream = stream_of(posted(1, "secret"), edited(2, "m1"))
    stream.apply(MessageRemoved(room_id=1, offset=3, message_id="m1", by="author"))
    fill(stream, RESUME_EVENTS)
    stream.apply(MessageRemoved(room_id=1, offset=stream.head + 1, message_id="m1", by="author"))
    erase(stream)
    kept = stream.resume(EPOCH, stream.first - 1) or []
    assert sum(b'"de Bilal"' in raw for raw in kept) == RESUME_EVENTS - 2


def reacted(message_id: str, version: int, *sessions: str) -> Reacted:
    offset = int(message_id.removeprefix("m"))
    return Reacted(message_id=message_id, offset=offset, version=version, by={"thanks": frozenset(sessions)})


def counts_in(stream: RoomStream) -> dict[str, int]:
    return {each.message_id: each.counts["thanks"] for each in stream.snapshot().reactions.wire}


def test_reactions_read_with_the_window_give_way_to_newer_ones_only() -> None:
    window = Window(EPOCH, 2, 1, [posted(1), posted(2)])
    stream = RoomStream("agora", window, 3_600, [reacted("m1", 3, "ana"), reacted("m2", 4)])
    assert counts_in(stream) == {"m1": 1}
    assert not stream.react(reacted("m1", 2, "ana", "bilal"))
    assert not stream.react(reacted("m1", 3, "ana", "bilal"))
    assert stream.react(reacted("m1", 5, "ana", "bilal"))
    assert counts_in(stream) == {"m1": 2}
    assert [each.message_id for each in stream.reactions_after(3).reacted] == ["m2", "m1"]
    assert [each.version for each in stream.reactions_after(None).wire] == [4, 5]
    assert stream.reactions_version == 5


def test_reactions_go_with_the_text_and_do_not_come_back() -> None:
    stream = stream_of(posted(1), posted(2, tag="tag-bilal"), posted(3))
    for version, message_id in enumerate(("m1", "m2", "m3"), 1):
        stream.react(reacted(message_id, version, "chloé"))
    stream.apply(MessageRemoved(room_id=1, offset=4, message_id="m2", by="author"))
    assert counts_in(stream) == {"m1": 1, "m3": 1}
    erase(stream)
    assert counts_in(stream) == {} and stream.reactions_after(None).wire == ()
    assert not stream.react(reacted("m1", 9, "chloé")) and stream.took_back(1)
    assert counts_in(stream) == {}


def test_reactions_under_what_has_left_the_ring_or_expired_are_passed_on_and_not_kept() -> None:
    stream = stream_of(posted(1), posted(2, sent_ms=NOON + 5))
    stream.react(reacted("m1", 1, "chloé"))
    stream.react(reacted("m2", 2, "chloé"))
    stream.expire(NOON + 1)
    assert counts_in(stream) == {"m2": 1}
    fill(stream, RESUME_EVENTS)
    assert stream.reactions_after(None).wire == ()
    assert stream.react(reacted("m2", 3, "chloé", "ana"))
    assert stream.reactions_after(None).wire == ()


def test_reactions_may_come_before_their_message() -> None:
    stream = stream_of(posted(1))
    assert stream.react(reacted("m2", 1, "chloé"))
    stream.apply(posted(2))
    assert counts_in(stream) == {"m2": 1}


def test_what_a_hidden_guest_wrote_is_left_out_of_snapshots_and_withheld_from_resumptions() -> None:
    stream = stream_of(posted(1, "secret"), posted(2, tag="tag-bilal"), edited(3, "m1"), edited(4, "m2", "à tous"))
    hidden = frozenset({"tag-ana"})
    assert [json.loads(raw)["offset"] for raw in stream.snapshot(hidden).messages] == [2]
    assert not stream.snapshot(hidden).more
    kinds = [json.loads(raw)["type"] for raw in stream.resume(EPOCH, 0, hidden) or []]
    assert kinds == ["message.hidden", "message.posted", "message.hidden", "message.edited"]
    assert "secret" in told_by(stream)


def test_an_edit_says_whose_it_is_when_its_message_has_left_the_ring() -> None:
    late = MessageEdited(room_id=1, offset=501, message_id="m1", body="secret", edited_ms=NOON, tag="tag-ana")
    stream = stream_of(late, first=1)
    assert b"secret" not in b"".join(stream.resume(EPOCH, 500, frozenset({"tag-ana"})) or [])
    assert b"secret" in b"".join(stream.resume(EPOCH, 500) or [])


def test_a_snapshot_with_a_reaction_under_each_message_holds_in_twenty_five_kilobytes() -> None:
    stream = stream_of(*(posted(offset, "é" * 180) for offset in range(1, 101)))
    for offset in range(1, 101):
        stream.react(reacted(f"m{offset}", offset, *(f"session-{number}" for number in range(50))))
    told = stream.snapshot()
    size = sum(len(raw) + 1 for raw in told.messages) + len(msgspec.json.encode(told.reactions.wire))
    assert len(told.messages) > 20 and size < SNAPSHOT_BYTES
    assert len(told.reactions.wire) == len(told.messages)
