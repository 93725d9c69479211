"""Nothing that others are told of a guest is shared by two of their rooms, conversations or days."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest

from palabre.protocol.export.catalogue import COMMANDS, LOG_EVENTS, PASSING_EVENTS, REPLIES, RESOURCES
from palabre.settings import ConfiguredRoom
from tests.cast import HOUR, MINUTE, NOON, Json, Stage, Tab, assert_done, set_stage, settings_of
from tests.laws.ties import Ties, examples, fields_of, recorded

AGORA = ConfiguredRoom(slug="agora", name="Agora")
CUISINE = ConfiguredRoom(slug="cuisine", name="Cuisine")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", kind="adult")
Leaves = set[tuple[str, str]]
# Twenty past eleven in the evening where the instance is; a proof holds for an hour without anything done.
EVENING = NOON + int(10 * HOUR + 20 * MINUTE) * 1_000
PAST_MIDNIGHT = 45 * MINUTE
MIDNIGHT = EVENING + int(40 * MINUTE) * 1_000

# Every field of the wire that is a text, and why it ties nothing together: a new one belongs to one of these.
DRAWN_FOR_ONE_THING = {
    "challenge", "client_message_id", "code", "codes", "conversation", "epoch", "id", "key", "message_id", "nonce",
    "page_key", "payload", "receipt", "reply_to", "request", "salt", "sanction_id", "signature", "x", "y", "link",
    "keyPrefix", "keySignature", "url", "qr", "wallet_qr", "page",
}  # fmt: skip
OF_ONE_ROOM_AND_DAY = {"tag", "tags", "left", "reacted"}
SAID_BY_GUESTS = {
    "body",
    "nickname",
    "text",
    "quoted",
    "words",
    "email",
    "name",
    "reason",
    "locations",
    "item",
    "items",
}
OF_THE_PLACE = {
    "rules", "topic", "pinned", "room", "room_name", "slug", "explanation", "facts", "ground", "rule", "message",
    "number", "about", "decided_by", "answered_by", "label", "site", "detail", "title", "statement", "line", "members",
    "algorithm", "basis", "by", "crv", "data", "from", "method", "type", "when", "who", "kty", "field", "protocol",
}  # fmt: skip
TIMES = {
    "answered_at", "appeal_until", "at", "created_at", "decided_at", "edited_at", "ended", "ends_at", "expires_at",
    "held_at", "lifted_at", "opened_at", "posted_at", "requested_at", "sent_at", "until",
}  # fmt: skip
EXPLAINED = DRAWN_FOR_ONE_THING | OF_ONE_ROOM_AND_DAY | SAID_BY_GUESTS | OF_THE_PLACE | TIMES


def texts_of_the_wire() -> Iterator[tuple[str, str]]:
    """Each field of each struct that can hold a text somebody chose or drew; choices among known words are none."""
    for struct in (*LOG_EVENTS, *PASSING_EVENTS, *REPLIES, *COMMANDS, *RESOURCES):
        info = msgspec.inspect.type_info(struct)
        assert isinstance(info, msgspec.inspect.StructType)
        for field in info.fields:
            if holds_text(field.type):
                yield struct.__name__, field.encode_name


def holds_text(kind: object) -> bool:
    match kind:
        case msgspec.inspect.StrType():
            return True
        case msgspec.inspect.UnionType(types=kinds):
            return any(map(holds_text, kinds))
        case msgspec.inspect.ListType(item_type=inner) | msgspec.inspect.VarTupleType(item_type=inner):
            return holds_text(inner)
        case msgspec.inspect.DictType(key_type=key, value_type=value):
            return holds_text(key) or holds_text(value)
        case msgspec.inspect.Metadata(type=inner):
            return holds_text(inner)
        case _:
            return False


def test_every_text_of_the_wire_is_explained() -> None:
    unexplained = [(struct, name) for struct, name in texts_of_the_wire() if name not in EXPLAINED]
    assert unexplained == []


# Fields that hold one of a few known words.
WORDS = {
    "counts", "cover", "kind", "language", "mode", "reaction", "readers", "removed", "state", "status", "why",
}  # fmt: skip


def test_every_text_of_a_recorded_frame_and_of_the_reference_is_explained() -> None:
    frames = [frame for told in recorded().values() for frame in told] + [*examples().values()]
    assert {name for frame in frames for name in fields_of(frame)} - EXPLAINED - WORDS == set()


@pytest.mark.parametrize("name", recorded())
def test_nothing_in_a_recording_is_met_in_two_places_or_on_two_days(name: str) -> None:
    ties = Ties().add(recorded()[name])
    assert (ties.across_places(), ties.across_days()) == (set(), set())


def test_no_two_recordings_share_a_guest() -> None:
    """Each was played by other sessions: a handle that returned would be one the server gives twice."""
    met: dict[str, str] = {}
    for name, frames in recorded().items():
        for kind, handle in Ties().add(frames).places:
            if kind == "tag":
                assert met.setdefault(handle, name) == name


def test_nothing_in_the_examples_of_the_reference_is_met_in_two_places_or_on_two_days() -> None:
    ties = Ties().add(examples().values())
    assert (ties.across_places(), ties.across_days()) == (set(), set())


def test_the_reading_of_frames_would_see_a_guest_in_two_rooms_and_on_two_days() -> None:
    told = recorded()["quiet"]
    elsewhere = [{**frame, "room": "cuisine"} for frame in told if frame["type"] == "message.posted"]
    assert elsewhere and Ties().add([*told, *elsewhere]).across_places()
    message = told[0]["messages"][0]
    later = {"type": "message.posted", "room": "agora", "message": {**message, "sent_at": "2026-11-24T12:00:00.000Z"}}
    assert Ties().add([*told, later]).across_days()


@dataclass
class Watched:
    """What Chloé was told of whoever played in one place."""

    room: str
    frames: list[Json]

    def leaves(self) -> Leaves:
        """Every value in it, by the last field that holds it."""
        return {leaf for frame in self.frames for leaf in leaves_of(frame, "")}


def leaves_of(value: object, name: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for key, inner in value.items():
                # Keys are drawn too, where a map is by message.
                yield name, str(key)
                yield from leaves_of(inner, str(key))
        case list():
            for inner in value:
                yield from leaves_of(inner, name)
        case None | bool():
            return
        case _:
            yield name, str(value)


async def play(stage: Stage, tab: Tab, room: str, nickname: str, watcher: Tab) -> Watched:
    """All one does in a room, under a nickname of its own, and a conversation begun there."""
    start = len(watcher.frames)
    await tab.enter(room)
    assert_done(await tab.ask("nickname.change", room=room, nickname=nickname))
    first = await tab.post(f"Je suis {nickname}", room=room)
    assert_done(first)
    await tab.ask("typing.start", room=room)
    await tab.post(f"Réponse de {nickname}", room=room, reply_to=first["message_id"])
    await tab.ask("message.edit", room=room, message_id=first["message_id"], body=f"Plutôt {nickname}")
    await tab.ask("reaction.set", room=room, message_id=first["message_id"], reaction="like")
    await stage.step(2)
    tags = [each["message"]["author"] for each in watcher.received("message.posted")]
    tag = next(author["tag"] for author in reversed(tags) if author["nickname"] == nickname)
    asked = await watcher.ask("conversation.request", room=room, tag=tag)
    await stage.step(1)
    slug = (await tab.ask("conversation.accept", request=asked["request"]))["conversation"]
    for each in (tab, watcher):
        await each.enter(slug)
    assert_done(await tab.post(f"En privé, {nickname}", room=slug))
    await watcher.ask("conversation.list")
    await stage.step(2)
    for each in (tab, watcher):
        assert_done(await each.ask("conversation.end", conversation=slug))
    await tab.ask("room.leave", room=room)
    await stage.step(2)
    return Watched(room, watcher.frames[start:])


async def shared(*, same: bool, apart_s: float = MINUTE, later: str = "cuisine", seed: int = 0) -> Leaves:
    """What Chloé was told twice, of one guest in two places, or of two guests."""
    stage = await set_stage(settings_of(rooms=(AGORA, CUISINE, MINUIT)), seed=seed, now_ms=EVENING)
    chloe = await stage.adult("Chloé", "agora", "cuisine")
    ana, bilal = await stage.adult("Ana"), await stage.adult("Bilal")
    before = await play(stage, ana, "agora", "Première", chloe)
    await stage.step(apart_s)
    # The day turns in every room within a minute.
    await stage.step(MINUTE + 1)
    await stage.step(2)
    after = await play(stage, ana if same else bilal, later, "Seconde", chloe)
    return before.leaves() & after.leaves()


async def shared_at_midnight(*, same: bool) -> Leaves:
    """The same, when the later play begins before the room was told of its new day."""
    stage = await set_stage(settings_of(rooms=(AGORA, CUISINE, MINUIT)), now_ms=EVENING)
    chloe = await stage.adult("Chloé", "agora")
    ana, bilal = await stage.adult("Ana"), await stage.adult("Bilal")
    before = await play(stage, ana, "agora", "Première", chloe)
    await stage.step((MIDNIGHT - stage.clock.now_ms()) / 1_000 + 0.25)
    start = len(chloe.frames)
    await play(stage, ana if same else bilal, "agora", "Seconde", chloe)
    assert not [told for told in chloe.frames[start:] if told["type"] == "presence.changed"]
    await (ana if same else bilal).enter("agora")
    await stage.step(MINUTE + 1)
    await stage.step(2)
    assert [told for told in chloe.frames[start:] if told["type"] == "presence.changed" and "people" in told]
    return before.leaves() & Watched("agora", chloe.frames[start:]).leaves()


async def test_a_guest_who_is_back_before_the_room_has_its_new_tags_looks_like_another() -> None:
    one, two = await shared_at_midnight(same=True), await shared_at_midnight(same=False)
    assert {leaf for leaf in one - two if not leaf[1].isdigit()} == set()


@pytest.mark.parametrize(
    ("later", "apart_s"), [("cuisine", MINUTE), ("agora", PAST_MIDNIGHT), ("cuisine", PAST_MIDNIGHT)]
)
async def test_a_guest_in_two_places_or_on_two_days_looks_like_two_guests(later: str, apart_s: float) -> None:
    one = await shared(same=True, later=later, apart_s=apart_s)
    two = await shared(same=False, later=later, apart_s=apart_s)
    told_of_one = {leaf for leaf in one - two if not leaf[1].isdigit()}
    assert told_of_one == set()


async def test_the_test_would_see_what_ties_them_together() -> None:
    one = await shared(same=True, later="agora", apart_s=MINUTE)
    two = await shared(same=False, later="agora", apart_s=MINUTE)
    assert {name for name, _ in one - two} & {"tag"}
