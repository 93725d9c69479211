"""At midnight every tag changes, room by room within a minute, and readers are told."""

from datetime import datetime

from tests.cast import Stage, Tab, assert_done, set_stage

EVENING = round(datetime.fromisoformat("2026-11-22T23:59:50+01:00").timestamp() * 1_000)


async def pass_midnight(stage: Stage) -> None:
    await stage.step(0)
    for _ in range(90):
        await stage.step(1)


def tag_of(tab: Tab) -> str:
    return str(tab.received("room.entered")[-1]["you"]["tag"])


async def test_guests_are_told_their_new_tag_and_the_new_roster() -> None:
    stage = await set_stage(now_ms=EVENING)
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert_done(await ana.post("hier"))
    before = {tag_of(ana), tag_of(bilal)}
    await pass_midnight(stage)
    after = {tag_of(ana), tag_of(bilal)}
    assert len(before | after) == 4
    assert [person["tag"] for person in (await bilal.enter())["roster"]["people"]] == [tag_of(ana)]
    assert all(not event["messages"] for event in ana.received("room.entered") if event["mode"] == "snapshot")


async def test_no_difference_ties_a_new_tag_to_an_old_one() -> None:
    stage = await set_stage(now_ms=EVENING)
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    for tab in (ana, bilal):
        assert_done(await tab.post())
    await stage.step(2)
    old = {person["tag"] for person in (await ana.enter())["roster"]["people"]}
    told = len(ana.received("presence.changed"))
    await pass_midnight(stage)
    changes = ana.received("presence.changed")[told:]
    assert changes and all(not set(change.get("left", ())) & old for change in changes)
    assert len(changes[-1]["people"]) == 2


async def test_rooms_are_retold_within_a_minute_each_at_its_own_moment() -> None:
    stage = await set_stage(now_ms=EVENING)
    tabs = [await stage.guest(name, room) for name, room in (("Ana", "agora"), ("Bilal", "cuisine"), ("Mo", "minuit"))]
    await stage.step(0)
    moments: dict[int, int] = {}
    for second in range(80):
        await stage.step(1)
        for place, tab in enumerate(tabs):
            if len(tab.received("room.entered")) == 2:
                moments.setdefault(place, second)
    assert len(set(moments.values())) == 3
    assert max(moments.values()) - min(moments.values()) <= 60
    assert [len(tab.received("room.entered")) for tab in tabs] == [2, 2, 2]


async def test_a_process_that_starts_at_the_last_moment_of_a_day_tells_of_the_next() -> None:
    stage = await set_stage(now_ms=EVENING + 9_900)
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post("à la dernière seconde"))
    before = tag_of(ana)
    await pass_midnight(stage)
    assert tag_of(ana) != before
    bilal = await stage.guest("Bilal", "agora")
    assert_done(await bilal.post("le lendemain"))
    await stage.step(2)
    assert "Bilal" in str(ana.received("presence.changed")[-1]["joined"])


async def test_spectators_are_told_nothing_of_the_day() -> None:
    stage = await set_stage(now_ms=EVENING)
    ana, spectator = await stage.guest("Ana", "agora"), await stage.spectator("agora")
    assert_done(await ana.post())
    await pass_midnight(stage)
    assert len(spectator.received("room.entered")) == 1
    assert all("people" not in change and "joined" not in change for change in spectator.received("presence.changed"))
