"""What is due is destroyed: messages, sealed texts, sessions, names."""

from palabre.domain.retention import ROWS_A_STEP
from palabre.ports.cases import CASES_CHANGED
from palabre.ports.sanctions import SANCTIONS_CHANGED
from palabre.ports.store import NEWS
from tests.cast import HOUR, MINUTE, Stage, assert_done, restarted, set_stage, settings_of
from tests.services.court import trial


async def texts(stage: Stage) -> list[str]:
    page = await stage.house.http.rooms.reading.page("agora", 2**53 - 1)
    return [message.body for message in page.messages]


async def test_a_message_is_gone_from_snapshot_resume_page_and_store_when_its_hours_are_over() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post("premier"))
    await stage.step(30 * MINUTE)
    assert_done(await ana.post("second"))
    await stage.step(30 * MINUTE)
    assert await texts(stage) == ["premier", "second"]
    await stage.step(1)
    assert await texts(stage) == ["second"]
    spectator = await stage.spectator("agora")
    state = spectator.received("room.entered")[0]
    assert ([message["body"] for message in state["messages"]], state.get("more", False)) == (["second"], False)
    back = await spectator.enter(since={"epoch": state["epoch"], "offset": 0})
    assert back["mode"] == "snapshot"
    assert "premier" not in spectator.text
    window = await stage.store.window(1, 500)
    assert (window.first, window.head) == (2, 2)
    assert [post.message.body for post in stage.store.tables.posts.values()] == ["second"]


async def test_a_message_past_its_hours_is_not_told_even_before_the_job_has_come() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("premier")
    stage.clock.step(4 * MINUTE)
    edit = await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body="premier (bis)")
    assert_done(edit)
    stage.clock.step(56 * MINUTE + 1)
    state = await ana.enter(since={"epoch": ana.received("room.entered")[0]["epoch"], "offset": 1})
    assert "premier" not in str(state)
    assert await texts(stage) == []


async def test_more_than_one_step_of_rows_goes_in_one_round() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    ana = await stage.guest("Ana", "agora")
    for number in range(ROWS_A_STEP * 2 + 3):
        assert_done(await ana.post(f"n° {number}"))
    await stage.step(HOUR + 1)
    assert (await stage.store.window(1, 1)).first == ROWS_A_STEP * 2 + 4
    assert await stage.store.heads() == {1: ROWS_A_STEP * 2 + 3, 2: 0, 3: 0}


async def test_offsets_go_on_after_everything_was_destroyed() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    await stage.step(2 * HOUR)
    assert (await ana.post())["offset"] == 2
    assert (await ana.enter())["messages"][0]["offset"] == 2


async def test_a_removed_text_stays_sealed_a_day_and_no_longer() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("à retirer")
    assert_done(await ana.ask("message.remove", room="agora", message_id=posted["message_id"]))
    (sealed,) = await stage.store.sealed_versions(posted["message_id"])
    assert b"retirer" not in sealed.sealed
    await stage.step(24 * HOUR - 1)
    assert len(await stage.store.sealed_versions(posted["message_id"])) == 1
    await stage.step(1)
    assert await stage.store.sealed_versions(posted["message_id"]) == []


async def test_sessions_never_used_again_and_their_names_are_swept() -> None:
    stage = await set_stage()
    await stage.guest("Ana", "agora")
    for _ in range(3):
        await stage.session("Bilal")
    await stage.step(4 * HOUR)
    assert stage.store.tables.sessions == {}
    await stage.step(31 * MINUTE)
    assert stage.store.tables.holds == {}


async def test_a_day_later_nothing_in_the_control_log_names_a_session_or_a_case() -> None:
    scene = await trial()
    await scene.decide("mute")
    stage = scene.stage
    await stage.step(1)
    kept = {entry.kind for entry in await stage.store.control_after(0)}
    assert {CASES_CHANGED, SANCTIONS_CHANGED} <= kept
    await stage.step(24 * HOUR)
    assert NEWS.isdisjoint(entry.kind for entry in await stage.store.control_after(0))
    await restarted(stage)
