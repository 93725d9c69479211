"""A request is answered the same to the byte, by the same work, whoever it is for and whatever they did."""

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from palabre.adapters.memory import MemoryStore
from palabre.adapters.presence import MemoryPresence
from palabre.adapters.sql.compiled import ADD_REQUEST, IS_RECEPTIVE, STANDING_REQUESTS
from palabre.adapters.sql.operations.conversations import solicit
from palabre.domain.conversation import OPEN_REQUESTS, Request
from palabre.gateway.hub import Hub
from palabre.gateway.live import LiveEdge
from palabre.settings import ConfiguredRoom
from tests.cast import NOON, Json, Stage, Tab, assert_done, set_stage, settings_of, texts_in

AGORA = ConfiguredRoom(slug="agora", name="Agora")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", kind="adult")
KINDS = ("willing", "protected", "unproven", "quiet", "gone", "away", "hiding", "declined", "oneself")
ID = re.compile(r'"request":"[\w-]{22}"')
WATCHED = (MemoryStore, Hub, LiveEdge, MemoryPresence)


@contextmanager
def every_call(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of what is called of the store, the hub, the live edge and presence, in order."""
    calls: list[str] = []
    with monkeypatch.context() as patched:
        for kind in WATCHED:
            for name, method in inspect.getmembers(kind, inspect.isfunction):
                if not name.startswith("_"):
                    patched.setattr(kind, name, noting(f"{kind.__name__}.{name}", method, calls))
        yield calls


def noting(name: str, method: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    def called(*args: Any, **named: Any) -> Any:
        calls.append(name)
        return method(*args, **named)

    return called


async def scene_of(kind: str) -> tuple[Stage, Tab, str]:
    """Ana, and the tag of Bilal, who is of this kind; both wrote in agora."""
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    ana = await stage.adult("Ana", "agora")
    bilal = await (stage.guest("Bilal", "agora") if kind == "unproven" else stage.adult("Bilal", "agora"))
    for tab in (ana, bilal):
        assert_done(await tab.post("Me voici"))
    tags = {each["message"]["author"]["nickname"]: each["message"]["author"]["tag"] for each in posted(ana)}
    await become(stage, kind, ana, bilal, tags)
    await stage.step(20)
    return stage, ana, tags["Ana" if kind == "oneself" else "Bilal"]


def posted(tab: Tab) -> list[Json]:
    return tab.received("message.posted")


async def become(stage: Stage, kind: str, ana: Tab, bilal: Tab, tags: dict[str, str]) -> None:
    match kind:
        case "protected":
            await bilal.post("j'ai 16 ans")
        case "quiet":
            assert_done(await bilal.ask("conversation.quiet", on=True))
        case "away":
            assert_done(await bilal.ask("room.leave", room="agora"))
        case "gone":
            session = stage.house.welcome.book.live(bilal.visitor.session_id or "")
            assert session is not None
            await stage.house.http.guests.leaving.leave(session)
        case "hiding":
            assert_done(await bilal.ask("guest.hide", room="agora", tag=tags["Ana"]))
        case "declined":
            asked = await ana.ask("conversation.request", room="agora", tag=tags["Bilal"])
            await stage.step(1)
            assert_done(await bilal.ask("conversation.decline", request=asked["request"]))
            assert_done(await ana.ask("conversation.withdraw", request=asked["request"]))
            await stage.step(1)


async def play(kind: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """What Ana is sent from her request on, ids and times aside, and what was called for her answer."""
    stage, ana, tag = await scene_of(kind)
    start = len(ana.pipe.written)
    with every_call(monkeypatch) as calls:
        reply = await ana.ask("conversation.request", room="agora", tag=tag)
    assert_done(reply)
    await stage.step(2)
    await ana.ask("conversation.list")
    await stage.step(60)
    return [plain(text, tag) for text in texts_in(bytes(ana.pipe.written[start:]))], calls


def plain(text: bytes, tag: str) -> str:
    """Without what was drawn, the time, and under which tag and name oneself is asked."""
    said = ID.sub('"request":"…"', text.decode()).replace(tag, "…")
    said = re.sub(r'"(requested|expires)_at":"[^"]+"', r'"\1_at":"…"', said)
    return re.sub(r'"ref":\d+', '"ref":0', said).replace('"nickname":"Ana"', '"nickname":"Bilal"')


@pytest.mark.parametrize("kind", KINDS[1:])
async def test_the_answer_and_the_work_behind_it_are_those_of_somebody_willing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    willing, kept = await play("willing", monkeypatch), await play(kind, monkeypatch)
    assert kept[0] == willing[0]
    assert kept[1] == willing[1]
    assert len(kept[1]) > 1


async def test_somebody_willing_is_asked_and_nobody_else() -> None:
    for kind in KINDS:
        stage, ana, tag = await scene_of(kind)
        assert_done(await ana.ask("conversation.request", room="agora", tag=tag))
        await stage.step(2)
        asked = [tab for tab in stage.tabs if tab.received("conversation.requested")]
        if kind == "declined":
            (bilal,) = asked
            assert len(bilal.received("conversation.requested")) == 1
        else:
            assert len(asked) == (kind == "willing"), kind


@pytest.mark.parametrize("receptive", [True, False])
@pytest.mark.parametrize("target", ["session-bilal", None])
def test_a_database_is_asked_the_same_statements(receptive: bool, target: str | None) -> None:
    request = Request(
        id="r",
        room_id=1,
        requester="session-ana",
        requester_nickname="Ana",
        requester_tag="t",
        target=target,
        nickname="Bilal",
        tag="u",
        at_ms=NOON,
    )
    work = solicit(request, OPEN_REQUESTS)
    asked = [next(work)]
    asked.append(work.send([]))
    asked.append(work.send([(1,)] if receptive else []))
    with pytest.raises(StopIteration) as done:
        work.send([])
    texts = [query.in_postgresql().text for query in asked]
    assert texts == [statement.postgresql.text for statement in (STANDING_REQUESTS, IS_RECEPTIVE, ADD_REQUEST)]
    assert done.value.value.target == (target if receptive else None)
