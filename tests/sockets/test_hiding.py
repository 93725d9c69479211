"""Over real sockets too, one who hides and one who does not are told the same but for that guest in that room."""

from contextlib import AsyncExitStack

from tests.laws.hidden_view import HiddenView
from tests.tools.history import WireFrame
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

ROOMS = ("agora", "cuisine")


def told(guest: LiveGuest, after: int) -> list[WireFrame]:
    """The events a guest was told, without what is about themself."""
    events = [frame for frame in guest.frames[after:] if frame["type"] not in ("ok", "failed", "hiding.changed")]
    return [{name: value for name, value in event.items() if name != "you"} for event in events]


async def arrive(server: PalabreServer, stack: AsyncExitStack, name: str) -> LiveGuest:
    guest = await stack.enter_async_context(await LiveGuest.arrive(server.url, name))
    for room in ROOMS:
        await guest.enter(room)
    return guest


async def post(guest: LiveGuest, room: str, body: str) -> str:
    reply = await guest.post(room, body)
    assert reply["type"] == "ok", reply
    return str(reply["message_id"])


async def ask(guest: LiveGuest, kind: str, **fields: object) -> None:
    reply = await guest.ask(kind, **fields)
    assert reply["type"] == "ok", reply


async def evening(ana: LiveGuest, bilal: LiveGuest, number: int) -> None:
    """Ana and Bilal talk in both rooms."""
    for room in ROOMS:
        first = await post(ana, room, f"Bonsoir @Dora @Chloé {room} {number}")
        answer = await post(bilal, room, f"Bonsoir Ana {room} {number}")
        await ask(ana, "message.edit", room=room, message_id=first, body=f"Bonne nuit {room} {number}")
        await ask(bilal, "message.edit", room=room, message_id=answer, body=f"Déjà ? {room} {number}")
        await ask(bilal, "reaction.set", room=room, message_id=first, reaction="thanks")
        await ask(ana, "reaction.set", room=room, message_id=answer, reaction="funny")
        await ask(ana, "typing.start", room=room)
        gone = await post(ana, room, f"Une chose de trop {room} {number}")
        await ask(ana, "message.remove", room=room, message_id=gone)
        await ask(ana, "nickname.change", room=room, nickname=f"Ana {'bd'[number]}")


async def finish(bilal: LiveGuest, readers: tuple[LiveGuest, ...], word: str) -> None:
    for room in ROOMS:
        body = f"{word} dans {room}"
        await post(bilal, room, body)
        for reader in readers:
            await reader.told(body)


async def test_hiding_changes_one_tag_in_one_room_for_one_reader(edge: PalabreServer) -> None:
    async with AsyncExitStack() as stack:
        hider, plain, ana, bilal = [await arrive(edge, stack, name) for name in ("Chloé", "Dora", "Ana", "Bilal")]
        readers = (hider, plain)
        for guest in readers:
            await post(guest, "cuisine", "Présente")
        before = await post(ana, "agora", "Avant")
        view = HiddenView("agora", authors={before: (await plain.told("Avant"))["message"]["author"]["tag"]})
        view.tags.add(view.authors[before])
        await ask(hider, "guest.hide", room="agora", tag=view.authors[before])
        await finish(bilal, readers, "Début")
        marks = [len(reader.frames) for reader in readers]
        await evening(ana, bilal, 0)
        await finish(bilal, readers, "Milieu")
        hidden, shown = (told(reader, mark) for reader, mark in zip(readers, marks, strict=True))
        withheld = [frame for frame in hidden if frame["type"] == "message.hidden"]
        # Two messages and an edit; a removal tells nothing of what was removed.
        assert len(withheld) == 3
        assert without_notices(hidden) == [view.of(frame) for frame in without_notices(shown)]
        assert [notices(hidden), notices(shown)] == [0, 1]

        for reader in readers:
            await reader.drop()
        await evening(ana, bilal, 1)
        async with ana.http() as client:
            assert (await client.delete("/api/sessions/current?erase=messages")).status_code == 204
        marks = [len(reader.frames) for reader in readers]
        for reader in readers:
            await reader.reconnect()
        await finish(bilal, readers, "Fin")
        hidden, shown = (logged(told(reader, mark)) for reader, mark in zip(readers, marks, strict=True))
        assert hidden == [view.of(frame) for frame in shown]
        assert "Ana" not in str([frame for frame in hidden if frame["room"] == "agora"])
        assert all(
            reader.histories[room].offset == plain.histories[room].offset for reader in readers for room in ROOMS
        )


def without_notices(frames: list[WireFrame]) -> list[WireFrame]:
    return [frame for frame in frames if frame["type"] != "mention.noticed"]


def notices(frames: list[WireFrame]) -> int:
    return len(frames) - len(without_notices(frames))


def logged(frames: list[WireFrame]) -> list[WireFrame]:
    """States and log events, without what depends on the very moment: each came back at their own."""
    return [{name: value for name, value in frame.items() if name != "roster"} for frame in frames if "offset" in frame]
