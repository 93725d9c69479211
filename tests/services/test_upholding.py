"""Upholding: when a proof ends nothing more of a room for adults reaches its guest, whatever ended it, wherever."""

import json
from collections.abc import Awaitable, Callable

import pytest

from palabre.domain.staff import Staff
from palabre.domain.standing import Standing
from palabre.gateway.laggards import CUT_AFTER_S
from palabre.ports.age_proofs import PROOFS_CHANGED
from palabre.settings import ConfiguredRoom
from tests.cast import HOUR, Json, Stage, Tab, assert_done, assert_refused, restarted, set_stage, settings_of
from tests.tools.browser_key import Browser

AGORA = ConfiguredRoom(slug="agora", name="Agora")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", rules="Entre adultes.", pinned="Contes", kind="adult")
End = Callable[[Stage, str], Awaitable[None]]


async def night() -> tuple[Stage, Tab, Tab]:
    """Ana and Bilal, proven adults, in both rooms; Mo watches."""
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    watch(stage, await stage.moderator("Mo"))
    ana, bilal = await stage.adult("Ana", "minuit", "agora"), await stage.adult("Bilal", "minuit", "agora")
    return stage, ana, bilal


def watch(stage: Stage, member: Staff) -> None:
    room = stage.house.http.rooms.directory.open_room("minuit")
    stage.house.http.team.covering.watch(member, [room], active=True)


def id_of(tab: Tab) -> str:
    return tab.visitor.session_id or ""


def after_the_end(tab: Tab) -> list[Json]:
    """What it was told once its proof was over."""
    ends = [place for place, frame in enumerate(tab.frames) if frame["type"] == "proof.changed" and not frame["proven"]]
    assert len(ends) == 1, tab.frames
    return tab.frames[ends[0] + 1 :]


async def by_the_guest(stage: Stage, session_id: str) -> None:
    await stage.house.http.age.proving.end(session_id)


async def by_another_process(stage: Stage, session_id: str) -> None:
    await stage.store.end_proof(session_id, "ended", stage.clock.now_ms())
    await stage.house.steering.follow()


async def by_the_team(stage: Stage, session_id: str) -> None:
    await stage.house.adulthood.upholding.end(session_id, "revoked")


async def by_four_hours(stage: Stage, session_id: str) -> None:
    for _ in range(8):
        stage.clock.step(HOUR / 2)
        session = stage.house.welcome.book.live(session_id)
        assert session is not None
        await stage.house.welcome.book.use(session)
    await stage.house.adulthood.upholding.step()


async def by_an_hour_without_a_sign(stage: Stage, _: str) -> None:
    stage.clock.step(HOUR)
    await stage.house.adulthood.upholding.step()


ENDS: dict[str, End] = {
    "ended": by_the_guest,
    "another process": by_another_process,
    "revoked": by_the_team,
    "expired": by_four_hours,
    "idle": by_an_hour_without_a_sign,
}


@pytest.mark.parametrize("how", ENDS)
async def test_nothing_of_the_room_comes_after_the_end(how: str) -> None:
    stage, ana, _ = await night()
    await ENDS[how](stage, id_of(ana))
    (told,) = [event for event in ana.received("proof.changed") if not event["proven"]]
    assert told["until"] is None
    assert told["why"] == ("ended" if how == "another process" else how)
    watch(stage, await stage.moderator("Nour"))
    chloe = await stage.adult("Chloé", "minuit", "agora")
    assert_done(await chloe.post("Plus rien pour elle", room="minuit"))
    assert_done(await chloe.post("Encore visible", room="agora"))
    await stage.step(1)
    rooms = [frame.get("room") for frame in after_the_end(ana)]
    assert "minuit" not in rooms
    assert "agora" in rooms
    assert "Plus rien" not in ana.text


async def test_an_end_by_the_clock_or_another_process_waits_less_than_a_second() -> None:
    stage, _, _ = await night()
    waits = {name: seconds for seconds, name, _ in stage.house.jobs}
    # What a slow reader was sent before is cut off after a while of its own.
    assert waits["proofs"] + CUT_AFTER_S < 1
    assert waits["control"] + CUT_AFTER_S < 1


async def test_whatever_is_asked_of_the_room_afterwards_is_refused() -> None:
    stage, ana, _ = await night()
    posted = await ana.post("Bonsoir", room="minuit")
    await by_the_guest(stage, id_of(ana))
    for kind, fields in {
        "room.enter": {},
        "message.post": {"body": "Encore", "client_message_id": "x1"},
        "message.edit": {"message_id": posted["message_id"], "body": "Changé"},
        "reaction.set": {"message_id": posted["message_id"], "reaction": "thanks"},
        "typing.start": {},
        "read.mark": {"offset": 1},
        "nickname.change": {"nickname": "Anaïs"},
        "guest.hide": {"tag": "whoever"},
    }.items():
        assert_refused(await ana.ask(kind, room="minuit", **fields), "proof_required")
    assert_done(await ana.ask("room.leave", room="minuit"))


async def test_a_new_proof_in_the_same_browser_opens_the_room_again() -> None:
    stage, _, _ = await night()
    _, chloe = await stage.session("Chloé")
    browser, tab = Browser(), stage.tab(chloe)
    await stage.prove(chloe, browser)
    await tab.bind(browser)
    await tab.enter("minuit")
    await by_the_guest(stage, chloe.id)
    await stage.prove(chloe, browser)
    assert_refused(await tab.post("Sans la clé", room="minuit"), "proof_unbound")
    assert_done(await tab.bind(browser))
    await tab.enter("minuit")
    assert_done(await tab.post("Me revoilà", room="minuit"))
    assert [event["proven"] for event in tab.received("proof.changed")] == [True, False, True]


async def test_a_proof_from_another_browser_of_the_session_puts_the_first_out() -> None:
    stage, ana, bilal = await night()
    session = stage.house.welcome.book.live(id_of(ana))
    assert session is not None
    await stage.prove(session, Browser())
    assert_done(await bilal.post("Entre nous", room="minuit"))
    await stage.step(1)
    assert "Entre nous" not in ana.text
    assert_refused(await ana.ask("room.enter", room="minuit"), "proof_unbound")


async def test_what_ended_while_the_disk_was_full_is_over_and_is_written_later() -> None:
    stage, ana, bilal = await night()
    stage.store.tables.writable = False
    with pytest.raises(Exception, match=r"^$"):
        await by_the_guest(stage, id_of(ana))
    stage.store.tables.writable = True
    await stage.house.steering.follow()
    assert not stage.house.adulthood.proofs.is_adult(id_of(ana))
    assert_done(await bilal.post("Entre nous", room="minuit"))
    assert "Entre nous" not in ana.text
    await stage.house.adulthood.upholding.step()
    assert id_of(ana) not in stage.store.tables.proofs


async def test_a_proof_outlives_a_restart_and_its_bindings_do_not() -> None:
    stage, _, _ = await night()
    _, chloe = await stage.session("Chloé")
    browser = Browser()
    await stage.prove(chloe, browser)
    later = await restarted(stage)
    assert later.house.adulthood.proofs.is_adult(chloe.id)
    tab = later.tab(chloe)
    assert_done(await tab.bind(browser))
    await tab.enter("minuit")
    later.clock.step(HOUR)
    await later.house.adulthood.upholding.step()
    assert_refused(await tab.ask("room.enter", room="minuit"), "proof_required")


async def test_a_malformed_entry_of_the_control_log_is_passed_over() -> None:
    stage, ana, _ = await night()
    await stage.store.append_control(PROOFS_CHANGED, json.dumps({"who": 1}).encode(), stage.clock.now_ms())
    await stage.house.steering.follow()
    assert stage.house.adulthood.proofs.is_adult(id_of(ana))


async def test_what_lies_unsent_with_a_slow_reader_is_cut_off() -> None:
    stage, ana, bilal = await night()
    ana.pipe.unsent = bilal.pipe.unsent = 40_000
    await by_the_guest(stage, id_of(ana))
    stage.house.live.go_on()
    assert [tab.pipe.aborted for tab in (ana, bilal)] == [False, False]
    stage.clock.step(0.5)
    stage.house.live.go_on()
    assert [tab.pipe.aborted for tab in (ana, bilal)] == [True, False]


async def test_who_took_everything_in_time_stays_connected() -> None:
    stage, ana, _ = await night()
    ana.pipe.unsent = 40_000
    await by_the_guest(stage, id_of(ana))
    ana.pipe.unsent = 0
    stage.house.live.go_on()
    ana.pipe.unsent = 10
    stage.clock.step(5)
    stage.house.live.go_on()
    assert not ana.pipe.aborted


async def test_who_lags_is_not_told_later_what_they_may_no_longer_read() -> None:
    stage, ana, bilal = await night()
    stage.house.live.lags(ana.visitor)
    assert_done(await bilal.post("Entre nous", room="minuit"))
    await by_the_guest(stage, id_of(ana))
    ana.visitor.outbound.resume()
    await stage.step(1)
    assert "Entre nous" not in ana.text


async def test_a_proof_ends_protection_for_the_session_and_nobody_is_told() -> None:
    stage, _, bilal = await night()
    _, chloe = await stage.session("Chloé")
    tab = stage.tab(chloe)
    await tab.enter("agora")
    said = await tab.post("j'ai 14 ans", room="agora")
    assert said["type"] == "failed"
    assert_refused(await tab.post("Bonjour"), "writing_closed")
    before = len(bilal.frames)
    await stage.prove(chloe, Browser())
    await stage.step(1)
    assert_done(await tab.post("Bonjour"))
    kept = stage.store.tables.standings[chloe.id]
    assert kept == Standing(session_id=chloe.id, settled_ms=kept.settled_ms, free_until_ms=kept.free_until_ms)
    told = [frame["type"] for frame in bilal.frames[before:]]
    assert set(told) <= {"message.posted", "presence.changed", "cover.changed"}
    assert "proof" not in json.dumps(bilal.frames[before:])
