"""A served room's recent log never tells again what was taken back."""

import json

from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessagePosted, MessageRemoved, RoomChanged
from palabre.domain.message import Author, Message
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
    told = [*stream.snapshot()[0]]
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
    assert stream.snapshot()[1] is True


def test_an_erasure_takes_the_name_of_a_message_removed_before() -> None:
    stream = stream_of(posted(1), MessageRemoved(room_id=1, offset=2, message_id="m1", by="author"))
    erase(stream)
    (message,) = map(json.loads, stream.snapshot()[0])
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
    assert stream.snapshot()[1] is True
    stream.expire(NOON + 1)
    assert stream.snapshot() == ([], False)


def test_a_snapshot_holds_the_last_fifty_in_twenty_five_kilobytes() -> None:
    stream = stream_of(*(posted(offset) for offset in range(1, 101)))
    messages, more = stream.snapshot()
    assert (len(messages), more, json.loads(messages[-1])["offset"]) == (SNAPSHOT_MESSAGES, True, 100)
    long = stream_of(*(posted(offset, "é" * 2_000) for offset in range(1, 51)))
    messages, more = long.snapshot()
    assert sum(map(len, messages)) < SNAPSHOT_BYTES and more
    assert len(messages) == 5


def test_one_message_too_large_for_a_snapshot_is_told_all_the_same() -> None:
    stream = stream_of(posted(1), posted(2, "😀" * 2_000 + "\n" * 0))
    assert json.loads(stream.snapshot()[0][-1])["offset"] == 2


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
