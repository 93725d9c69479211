"""A tag is a guest in one room for one day, and nothing more."""

from datetime import UTC, datetime

from tests.cast import HOUR, Stage, Tab, set_stage


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000)


async def tag_in(tab: Tab, room: str) -> str:
    return str((await tab.enter(room))["you"]["tag"])


async def next_day(stage: Stage) -> None:
    await stage.step(2 * HOUR)


async def test_a_guest_has_another_tag_in_every_room() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana")
    assert len({await tag_in(ana, room) for room in ("agora", "cuisine", "minuit")}) == 3


async def test_a_guest_keeps_their_tag_all_day_through_names_and_connections() -> None:
    stage = await set_stage(now_ms=at("2026-11-22T08:00:00"))
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    before = await tag_in(ana, "agora")
    await ana.ask("nickname.change", room="agora", nickname="Anaïs")
    ana.lose()
    await stage.step(3 * HOUR)
    assert await tag_in(stage.tab(session), "agora") == before


async def test_a_tag_changes_at_midnight_in_paris_and_a_message_keeps_its_own() -> None:
    stage = await set_stage(now_ms=at("2026-11-22T22:59:59"))
    ana = await stage.guest("Ana", "agora")
    await ana.post("hier")
    before = ana.received("message.posted")[-1]["message"]["author"]["tag"]
    stage.clock.step(1)
    await ana.post("aujourd’hui")
    after = ana.received("message.posted")[-1]["message"]["author"]["tag"]
    assert before != after
    assert [m["author"]["tag"] for m in (await ana.enter())["messages"]] == [before, after]


async def test_the_key_of_a_day_is_destroyed_when_the_day_is_over() -> None:
    stage = await set_stage(now_ms=at("2026-11-22T22:00:00"))
    ana = await stage.guest("Ana")
    yesterday = await tag_in(ana, "agora")
    await next_day(stage)
    today = await tag_in(ana, "agora")
    assert today != yesterday
    tagging = stage.house.welcome.dispatch._do.bylines._tagging
    assert yesterday not in tagging._tags.values()


async def test_two_guests_of_one_name_have_two_tags() -> None:
    stage = await set_stage()
    first, second = await stage.guest("Ana"), await stage.guest("Ana")
    assert await tag_in(first, "agora") != await tag_in(second, "agora")
