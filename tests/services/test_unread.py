"""What is unread in a private place is told as it changes, to whom it concerns, on the tabs that do not show it."""

from dataclasses import dataclass

import pytest

from palabre.ports.store import StoreUnavailable
from palabre.services.unread import MARKED_WITHIN_S, UNREAD_COUNTED
from tests.cast import Json, Stage, Tab, assert_done, restarted
from tests.services.test_conversing import Two, listed, two
from tests.tools.browser_key import Browser


@dataclass
class Apart:
    """Ana and Bilal in a conversation that neither has on screen."""

    stage: Stage
    ana: Tab
    bilal: Tab
    slug: str

    async def show(self, tab: Tab) -> None:
        await tab.enter(self.slug)

    async def write(self, body: str = "Tu es là ?") -> Json:
        """Ana writes, and a second passes."""
        posted = await self.ana.post(body, room=self.slug)
        assert_done(posted)
        await self.stage.step(1)
        return posted


async def apart() -> Apart:
    both = await two()
    slug = await both.open()
    assert_done(await both.bilal.ask("room.leave", room=slug))
    await both.stage.step(1)
    return Apart(both.stage, both.ana, both.bilal, slug)


def told(tab: Tab) -> list[int]:
    return [event["unread"] for event in tab.received("unread.changed")]


async def another_tab(stage: Stage, tab: Tab) -> Tab:
    """A second tab of the same browser, which shows nothing yet."""
    session = stage.house.http.guests.book.live(tab.visitor.session_id or "")
    assert session is not None
    browser = Browser()
    await stage.prove(session, browser)
    other = stage.tab(session)
    assert_done(await other.bind(browser))
    assert_done(await tab.bind(browser))
    return other


async def test_a_message_is_counted_for_who_does_not_show_the_conversation() -> None:
    scene = await apart()
    await scene.write()
    assert scene.bilal.received("unread.changed") == [{"type": "unread.changed", "room": scene.slug, "unread": 1}]
    assert told(scene.ana) == []


async def test_many_messages_of_a_second_are_told_once() -> None:
    scene = await apart()
    for number in range(5):
        assert_done(await scene.ana.post(f"n° {number}", room=scene.slug))
    await scene.stage.step(1)
    assert told(scene.bilal) == [5]


async def test_the_list_counts_as_what_is_told_does() -> None:
    scene = await apart()
    await scene.write()
    await scene.write()
    (talk,) = (await listed(scene.bilal))["conversations"]
    assert told(scene.bilal)[-1] == talk["unread"] == 2


async def test_nothing_is_told_while_nobody_writes() -> None:
    scene = await apart()
    await scene.write()
    before = len(scene.bilal.frames)
    for _ in range(60):
        await scene.stage.step(1)
    assert len(scene.bilal.frames) == before


async def test_who_shows_it_is_told_the_message_and_no_number() -> None:
    scene = await apart()
    await scene.show(scene.bilal)
    await scene.write()
    await scene.stage.step(MARKED_WITHIN_S + 1)
    assert told(scene.bilal) == []


async def test_another_tab_hears_nothing_of_what_one_reads() -> None:
    scene = await apart()
    other = await another_tab(scene.stage, scene.bilal)
    await scene.show(scene.bilal)
    for _ in range(4):
        offset = (await scene.write())["offset"]
        assert_done(await scene.bilal.ask("read.mark", room=scene.slug, offset=offset))
        await scene.stage.step(MARKED_WITHIN_S)
    await scene.stage.step(MARKED_WITHIN_S)
    assert told(other) == told(scene.bilal) == []


async def test_another_tab_hears_of_what_the_first_has_open_and_nobody_reads() -> None:
    scene = await apart()
    other = await another_tab(scene.stage, scene.bilal)
    await scene.show(scene.bilal)
    offset = (await scene.write())["offset"]
    assert told(other) == []
    await scene.stage.step(MARKED_WITHIN_S)
    assert told(other) == [1]
    assert_done(await scene.bilal.ask("read.mark", room=scene.slug, offset=offset))
    await scene.stage.step(1)
    assert (told(other), told(scene.bilal)) == ([1, 0], [])


async def test_nothing_is_counted_of_whom_one_hides() -> None:
    scene = await apart()
    await scene.write()
    (talk,) = (await listed(scene.bilal))["conversations"]
    assert_done(await scene.bilal.ask("guest.hide", room=scene.slug, tag=talk["tag"], hidden=True))
    await scene.write()
    await scene.write()
    assert told(scene.bilal) == [1, 0]
    assert (await listed(scene.bilal))["conversations"][0]["unread"] == 0


async def test_what_is_taken_back_is_counted_no_more() -> None:
    scene = await apart()
    posted = await scene.write()
    assert_done(await scene.ana.ask("message.remove", room=scene.slug, message_id=posted["message_id"]))
    await scene.stage.step(1)
    assert told(scene.bilal) == [1, 0]


async def test_who_ended_it_is_told_nothing_more() -> None:
    scene = await apart()
    assert_done(await scene.ana.post("Une dernière chose", room=scene.slug))
    assert_done(await scene.bilal.ask("conversation.end", conversation=scene.slug))
    await scene.stage.step(1)
    assert told(scene.bilal) == []


@pytest.mark.parametrize("how", ["proof", "binding"])
async def test_nobody_is_told_who_may_not_read_it_now(how: str) -> None:
    scene = await apart()
    if how == "proof":
        await scene.stage.house.adulthood.upholding.end(scene.bilal.visitor.session_id or "", "ended")
        tab = scene.bilal
    else:
        # Another browser with the same cookie.
        tab = scene.stage.tab(scene.stage.house.http.guests.book.live(scene.bilal.visitor.session_id or ""))
    await scene.ana.post("Tu es là ?", room=scene.slug)
    await scene.stage.step(1)
    assert told(tab) == []


async def test_a_message_costs_nothing_for_those_who_are_not_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await apart()
    scene.bilal.lose()
    await scene.stage.step(20)
    asked: list[int] = []
    read = scene.stage.store.since

    async def counted(room_id: int, after: int, count: int) -> object:
        asked.append(room_id)
        return await read(room_id, after, count)

    monkeypatch.setattr(scene.stage.store, "since", counted)
    for _ in range(3):
        await scene.write()
    assert asked == []


async def test_what_could_not_be_counted_is_told_a_second_later(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await apart()

    async def unavailable(*_: object) -> object:
        raise StoreUnavailable

    assert_done(await scene.ana.post("Tu es là ?", room=scene.slug))
    with monkeypatch.context() as broken:
        broken.setattr(scene.stage.store, "since", unavailable)
        with pytest.raises(StoreUnavailable):
            await scene.stage.step(1)
    await scene.stage.step(1)
    assert told(scene.bilal) == [1]


async def test_a_long_absence_is_counted_up_to_a_bound() -> None:
    scene = await apart()
    for number in range(UNREAD_COUNTED + 20):
        assert_done(await scene.ana.post(f"n° {number}", room=scene.slug))
    await scene.stage.step(1)
    assert told(scene.bilal) == [UNREAD_COUNTED]


async def test_public_rooms_count_nothing() -> None:
    both: Two = await two()
    assert_done(await both.ana.post("Bonsoir à tous"))
    chloe = await both.stage.adult("Chloé", "cuisine")
    await both.stage.step(2)
    assert [told(tab) for tab in (both.ana, both.bilal, chloe)] == [[], [], []]


async def test_it_is_counted_after_a_restart_too() -> None:
    scene = await apart()
    await scene.write()
    again = await restarted(scene.stage)
    session = again.house.http.guests.book.live(scene.bilal.visitor.session_id or "")
    assert session is not None
    browser = Browser()
    await again.prove(session, browser)
    tab = again.tab(session)
    assert_done(await tab.bind(browser))
    (talk,) = (await listed(tab))["conversations"]
    assert talk["unread"] == 1
