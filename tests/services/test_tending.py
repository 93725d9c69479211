"""Tending: a public place lets nobody in before two people who moderate have their keys."""

from palabre.domain.moderation.event import Deed
from palabre.services.tending import Tending
from tests.cast import PREFIX, Stage, assert_done, assert_refused, refused, set_stage, settings_of, with_settings
from tests.services.team import given_key, with_key


async def public() -> Stage:
    return await set_stage(with_settings(settings_of(), mode="public"))


async def test_nobody_comes_in_before_the_second_key_and_everybody_at_it() -> None:
    stage = await public()
    await with_key(stage, "Mo")
    nour = await stage.moderator("Nour")
    await stage.step(1)
    spectator = stage.tab()
    with refused("not_open_yet") as too_soon:
        await stage.session("Ana")
    assert too_soon.refusal.retry_after
    assert_refused(await spectator.ask("room.enter", room="agora"), "not_open_yet")
    assert not await stage.house.health.can_enter()
    await given_key(stage, nour)
    await stage.step(1)
    assert await stage.house.health.can_enter()
    assert_done(await spectator.ask("room.enter", room="agora"))
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post("Bonsoir"))


async def test_when_a_key_is_taken_away_writing_and_coming_in_stop_within_a_second() -> None:
    stage = await public()
    (_, key), (nour, _) = await with_key(stage, "Mo"), await with_key(stage, "Nour", "owner")
    await stage.step(1)
    ana = await stage.guest("Ana", "agora")
    deed = Deed(at_ms=stage.clock.now_ms(), who="M-1", what="passkey_revoked")
    other = Deed(at_ms=stage.clock.now_ms(), who="operator", what="staff_removed")
    await with_key(stage, "Renfort")
    await stage.store.remove_staff(nour.number, other)
    await stage.step(1)
    assert_done(await ana.post("Bonsoir"))
    await stage.store.remove_staff(1, deed)
    await stage.step(1)
    assert key not in stage.store.tables.passkeys
    assert_refused(await ana.post("Encore"), "not_open_yet")
    assert_refused(await ana.ask("typing.start", room="agora"), "not_open_yet")
    assert_refused(await ana.ask("room.enter", room="cuisine"), "not_open_yet")
    with refused("not_open_yet"):
        await stage.house.http.guests.opening.open(nickname="Bilal", locale="fr", room=None, prefix=PREFIX)
    assert not await stage.house.health.can_enter()


async def test_the_team_itself_reads_its_rooms_meanwhile() -> None:
    stage = await public()
    mo, _ = await with_key(stage, "Mo")
    await stage.step(1)
    tab = stage.tab()
    tab.visitor.staff = mo
    assert_done(await tab.ask("room.enter", room="agora"))


async def test_a_custodians_key_opens_nothing() -> None:
    stage = await public()
    await with_key(stage, "Mo")
    await with_key(stage, "Garde", "custodian")
    await stage.step(1)
    assert not stage.house.health.tending.is_open


async def test_a_demo_is_open_without_a_key() -> None:
    stage = await set_stage()
    assert stage.house.health.tending.is_open
    tending = Tending(stage.store, required=False)
    await tending.refresh()
    assert tending.is_open
