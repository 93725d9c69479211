"""What restricts a guest restricts the next session of the same browser too: the same decision, told the same way."""

from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.sanction import SanctionKind
from palabre.domain.refusal import RefusalCode
from tests.cast import HOUR, MINUTE, PREFIX, SECOND, Stage, Tab, assert_done, assert_refused, restarted
from tests.http.conftest import assert_problem, visitor
from tests.services.court import Trial, reported, session_of

COOKIE = "palabre_session"
CHILD = "j'ai 12 ans"
CODES: dict[SanctionKind, RefusalCode] = {"mute": "muted", "kick": "kicked", "room_ban": "banned"}
EACH = pytest.mark.parametrize("sanction", CODES)
WAYS = pytest.mark.parametrize("leaves", [False, True], ids=["with its cookie", "after leaving"])


async def arrive(browser: httpx.AsyncClient, stage: Stage, nickname: str = "Bilal") -> Tab:
    """Come in as the page does, and connect with the cookie."""
    response = await browser.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
    assert response.status_code == 201, response.text
    return stage.tab(await stage.house.http.guests.book.find(browser.cookies[COOKIE]))


async def leave(browser: httpx.AsyncClient) -> httpx.Response:
    response = await browser.delete("/api/sessions/current")
    assert response.status_code == 204
    return response


async def reported_guest(browser: httpx.AsyncClient, stage: Stage) -> Trial:
    ana, bilal = await stage.guest("Ana", "agora"), await arrive(browser, stage)
    await bilal.enter("agora")
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    return await reported(stage, ana, bilal, mo, nour)


def sanction_of(kept: Kept) -> str:
    assert kept.sanction is not None
    return kept.sanction.id


@EACH
@WAYS
async def test_another_session_of_the_browser_bears_it(
    browser: httpx.AsyncClient, stage: Stage, sanction: SanctionKind, leaves: bool
) -> None:
    scene = await reported_guest(browser, stage)
    kept = await scene.decide(sanction)
    (told,) = [event["sanction"] for event in scene.bilal.received("sanction.applied")]
    if leaves:
        await leave(browser)
    again = await arrive(browser, stage, "Autrement")
    entered = await again.ask("room.enter", room="agora")
    reply = await again.post("Me revoilà") if sanction == "mute" else entered
    assert_refused(reply, CODES[sanction])
    assert reply["sanction"] == told
    assert told["id"] == sanction_of(kept)
    if sanction == "mute":
        (state,) = again.received("room.entered")
        assert state["sanctions"] == [told]
        assert_refused(await again.ask("nickname.change", room="agora", nickname="Libre"), "muted")
    await again.enter("cuisine")
    assert_done(await again.post("Ailleurs, je parle", room="cuisine"))


@WAYS
async def test_nobody_reads_in_the_room_what_a_muted_guest_calls_themselves_on_coming_back(
    browser: httpx.AsyncClient, stage: Stage, leaves: bool
) -> None:
    """A name is freely chosen when a session is opened: it must not say what its guest may not."""
    scene = await reported_guest(browser, stage)
    chloe = await stage.guest("Chloé", "agora")
    await scene.decide("mute")
    if leaves:
        await leave(browser)
    again = await arrive(browser, stage, "Ana est nulle")
    await again.enter("agora")
    assert_refused(await again.ask("typing.start", room="agora"), "muted")
    assert_refused(await again.ask("nickname.change", room="agora", nickname="Ana ment"), "muted")
    assert_refused(await again.post("Ana est nulle"), "muted")
    await stage.step(2 * SECOND)
    await chloe.enter("agora")
    for tab in (scene.ana, chloe):
        assert "nulle" not in tab.text
    found = stage.house.http.rooms.reading.people("agora", "Ana e", session_of(stage, scene.ana), None, None)
    assert found == ((), False)


async def test_leaving_again_and_again_shakes_nothing_off(browser: httpx.AsyncClient, stage: Stage) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("mute")
    for nickname in ("Basile", "Bruno"):
        await leave(browser)
        kept = SimpleCookie("\r\n".join((await leave(browser)).headers.get_list("set-cookie")))[COOKIE]
        assert (kept["max-age"], kept["httponly"], kept["samesite"]) == ("600", True, "lax")
        assert_problem(await browser.get("/api/sessions/current"), 401, "session_required")
        again = await arrive(browser, stage, nickname)
        await again.enter("agora")
        assert_refused(await again.post("Me revoilà"), "muted")


async def test_who_is_banned_from_the_place_is_it_after_leaving(browser: httpx.AsyncClient, stage: Stage) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("ban")
    await leave(browser)
    refused = await browser.post("/api/sessions", json={"nickname": "Autrement", "locale": "fr"})
    assert_problem(refused, 403, "banned")
    browser.cookies.clear()
    await arrive(browser, stage, "Autrement")


@WAYS
async def test_whose_writing_a_rule_closed_stays_so_in_another_session(
    browser: httpx.AsyncClient, stage: Stage, leaves: bool
) -> None:
    ana = await arrive(browser, stage, "Ana")
    await ana.enter("agora")
    assert_refused(await ana.post(CHILD), "screened")
    await stage.step(SECOND)
    (told,) = [event["sanction"] for event in ana.received("sanction.applied")]
    if leaves:
        await leave(browser)
    again = await arrive(browser, stage, "Autrement")
    assert (await again.enter("agora"))["sanctions"] == [told]
    assert_refused(await again.post("Bonsoir"), "writing_closed")
    later = (await restarted(stage)).tab(await stage.house.http.guests.book.find(browser.cookies[COOKIE]))
    await later.enter("agora")
    assert_refused(await later.post("Bonsoir"), "writing_closed")
    await stage.step(24 * HOUR)
    assert stage.house.standing.at_hand.is_closed(again.visitor.session_id or "", stage.clock.now_ms()) is False


async def test_whose_writing_a_person_opens_again_writes_in_both(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await arrive(browser, stage, "Ana")
    await ana.enter("agora")
    await ana.post(CHILD)
    await stage.step(SECOND)
    code = ana.received("sanction.applied")[0]["sanction"]["receipt"]
    again = await arrive(browser, stage, "Autrement")
    await again.enter("agora")
    court, mo = stage.house.http.team.court, await stage.moderator("Mo")
    about = await court.receipts.opened(await court.receipts.exchange(code, PREFIX))
    await court.appealing.appeal(about, "J'ai 21 ans, je citais mon petit frère.")
    (case,) = await stage.house.http.team.casework.queue(mo)
    await court.answering.answer(mo, case.id, "reversed", "Vous citiez quelqu'un.")
    assert len(again.received("sanction.lifted")) == 1
    for tab in (ana, again):
        assert_done(await tab.post("Merci"))


@WAYS
async def test_who_may_speak_to_somebody_no_more_may_not_under_another_name(
    browser: httpx.AsyncClient, stage: Stage, leaves: bool
) -> None:
    ana, bilal = await stage.guest("Ana", "agora"), await arrive(browser, stage)
    await bilal.enter("agora")
    hers = (await ana.post("Bonsoir tout le monde"))["message_id"]
    await ana.post("j'ai 16 ans")
    assert_refused(await bilal.post("envoie une photo nue", reply_to=hers), "screened")
    await stage.step(SECOND)
    (told,) = [event["sanction"] for event in bilal.received("sanction.applied")]
    if leaves:
        await leave(browser)
    again = await arrive(browser, stage, "Autrement")
    assert (await again.enter("agora"))["sanctions"] == [told]
    refused = await again.post("ça va ?", reply_to=hers)
    assert_refused(refused, "screened")
    assert refused["rule"] == "rule-2"
    assert_done(await again.post("Bonsoir les autres"))


@pytest.mark.parametrize("how", ["undone", "over"])
async def test_what_ends_ends_in_the_new_session_too(browser: httpx.AsyncClient, stage: Stage, how: str) -> None:
    scene = await reported_guest(browser, stage)
    kept = await scene.decide("mute")
    again = await arrive(browser, stage, "Autrement")
    await again.enter("agora")
    if how == "undone":
        await scene.court.reversing.reverse(scene.nour, kept.judgement.id, "Une erreur.")
    else:
        await stage.step(10 * MINUTE)
    (lifted,) = again.received("sanction.lifted")
    assert lifted["sanction_id"] == sanction_of(kept)
    assert_done(await again.post("Merci"))
    assert "sanctions" not in await again.enter("agora")
    await leave(browser)
    assert not browser.cookies


async def test_what_is_decided_later_about_the_earlier_session_reaches_the_new_one(
    browser: httpx.AsyncClient, stage: Stage
) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("kick")
    again = await arrive(browser, stage, "Autrement")
    await stage.step(MINUTE)
    await again.enter("agora")
    await scene.bilal.enter("agora")
    scene = await scene.another_case()
    await scene.decide("room_ban", minutes=60)
    (applied,) = again.received("sanction.applied")
    assert applied["sanction"]["kind"] == "room_ban"
    assert_refused(await again.post("Encore"), "banned")


async def test_a_restart_keeps_it(browser: httpx.AsyncClient, stage: Stage, static: Path) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("mute")
    await arrive(browser, stage, "Autrement")
    restart = await restarted(stage)
    tab = restart.tab(await restart.house.http.guests.book.find(browser.cookies[COOKIE]))
    await tab.enter("agora")
    assert_refused(await tab.post("Encore"), "muted")
    async with visitor(restart, static) as later:
        later.cookies = browser.cookies
        third = await arrive(later, restart, "Bruno")
    await third.enter("agora")
    assert_refused(await third.post("Encore"), "muted")


async def test_a_long_one_is_still_at_hand_after_the_sessions_first_day(
    browser: httpx.AsyncClient, stage: Stage
) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("mute", minutes=3 * 1_440, danger=True)
    bilal_id = scene.bilal_id
    await stage.step(25 * HOUR)
    assert stage.house.standing.restraints.is_restricted(bilal_id)
    assert (await restarted(stage)).house.standing.restraints.is_restricted(bilal_id)
    await stage.step(48 * HOUR)
    assert stage.house.standing.restraints.count() == 0


async def test_nothing_ties_the_sessions_of_a_guest_nothing_restricts(browser: httpx.AsyncClient, stage: Stage) -> None:
    scene = await reported_guest(browser, stage)
    await scene.decide("warning")
    again = await arrive(browser, stage, "Autrement")
    session = stage.house.http.guests.book.live(again.visitor.session_id or "")
    assert session is not None and session.continues == ()


@pytest.mark.parametrize("forged", ["left..", "left.é.é", "left.YQ.YQ", "left", "left.YQ", "left._w.", "left.a.b.c"])
async def test_a_cookie_nobody_gave_says_nothing(browser: httpx.AsyncClient, stage: Stage, forged: str) -> None:
    headers = [(b"Cookie", f"{COOKIE}={forged}".encode())]
    response = await browser.post("/api/sessions", json={"nickname": "Ana", "locale": "fr"}, headers=headers)
    assert response.status_code == 201, response.text
