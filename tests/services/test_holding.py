"""Holding: a message waits for a person, and its author knows what becomes of it."""

import pytest

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.held import HELD_PER_SESSION, AlreadySettled
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from tests.cast import (
    HOUR,
    MINUTE,
    Json,
    Stage,
    Tab,
    assert_done,
    assert_refused,
    declined,
    key,
    refused,
    restarted,
    set_stage,
)

MO = Staff(number=1, name="Mo", role="moderator")
NOUR = Staff(number=2, name="Nour", role="owner")
PHONE = "Appelle-moi au 06 39 98 12 34"
NUMBER = "06 39 98 12 34"


async def hold(tab: Tab, body: str = PHONE, room: str = "agora", **fields: object) -> Json:
    """Post something the rules ask a person about."""
    reply = await tab.post(body, room, **fields)
    assert_done(reply)
    assert reply["status"] == "held"
    return reply


async def close(stage: Stage, slug: str = "agora") -> None:
    await stage.store.append_control("room.close", b'{"slug":"%b"}' % slug.encode(), stage.clock.now_ms())
    await stage.house.steering.follow()


async def test_a_held_message_is_told_to_its_author_only() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana, other_tab, elsewhere = stage.tab(session), stage.tab(session), stage.tab(session)
    bilal, spectator = await stage.guest("Bilal", "agora"), await stage.spectator("agora")
    for tab in (ana, other_tab):
        await tab.enter()
    await elsewhere.enter("cuisine")
    reply = await hold(ana, client_message_id=(mine := key()))
    assert "offset" not in reply
    for tab in (ana, other_tab):
        (event,) = tab.received("message.held")
        assert (event["room"], event["message_id"], event["client_message_id"], event["body"]) == (
            "agora",
            reply["message_id"],
            mine,
            PHONE,
        )
    assert elsewhere.received("message.held") == []
    for tab in (bilal, spectator):
        assert NUMBER not in tab.text
        assert reply["message_id"] not in tab.text


async def test_who_is_held_is_not_listed_and_calls_nobody() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert_done(await bilal.post())
    reply = await hold(ana, f"@Bilal {PHONE}")
    assert bilal.received("mention.noticed") == []
    assert [person["nickname"] for person in (await bilal.enter())["roster"]["people"]] == ["Bilal"]
    await stage.house.holding.release(reply["message_id"], MO)
    assert [event["message_id"] for event in bilal.received("mention.noticed")] == [reply["message_id"]]
    assert [person["nickname"] for person in (await bilal.enter())["roster"]["people"]] == ["Ana", "Bilal"]


async def test_a_released_message_is_posted_like_any_other_and_says_when() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    reply = await hold(ana, client_message_id=(mine := key()))
    assert_done(await bilal.post("Entre-temps"))
    stage.clock.step(MINUTE)
    await stage.house.holding.release(reply["message_id"], MO)
    await stage.step(0)
    for tab in (ana, bilal):
        message = tab.received("message.posted")[-1]["message"]
        assert (message["id"], message["offset"], message["body"]) == (reply["message_id"], 2, PHONE)
        assert message["posted_at"] > message["sent_at"]
    assert "posted_at" not in ana.received("message.posted")[0]["message"]
    again = await ana.post(PHONE, client_message_id=mine)
    assert (again["message_id"], again["offset"]) == (reply["message_id"], 2)
    assert (await ana.enter()).get("held", []) == []


async def test_a_refused_message_comes_back_with_the_reason() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    reply = await hold(ana, client_message_id=(mine := key()))
    await stage.house.holding.refuse(reply["message_id"], MO, "Pas de numéro ici, même le sien.")
    await stage.step(0)
    (event,) = ana.received("message.refused")
    assert event == {
        "type": "message.refused",
        "room": "agora",
        "message_id": reply["message_id"],
        "client_message_id": mine,
        "rule": "rule-3",
        "words": [NUMBER],
        "explanation": "Pas de numéro ici, même le sien.",
        "by": "person",
    }
    retry = await ana.post(PHONE, client_message_id=mine)
    assert_refused(retry, "screened")
    assert (retry["rule"], retry["explanation"]) == ("rule-3", "Pas de numéro ici, même le sien.")
    assert "message.refused" not in bilal.text
    assert (await stage.store.heads())[1] == 0


async def test_without_a_reason_the_rule_speaks() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    (held,) = await stage.store.held_messages(None, 10)
    await stage.house.holding.refuse(reply["message_id"], MO, "  ")
    await stage.step(0)
    (event,) = ana.received("message.refused")
    assert event["explanation"] == held.grounds.explanation("fr") != ""


async def test_a_retry_of_what_waits_is_answered_held_also_after_a_restart() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    first = await hold(ana, client_message_id=(mine := key()))
    assert (await hold(ana, client_message_id=mine))["message_id"] == first["message_id"]
    assert_refused(await ana.post("Autre chose", client_message_id=mine), "conflict")
    stage = await restarted(stage)
    assert await stage.house.http.guests.book.find(token) is not None
    ana = stage.tab(session)
    (waiting,) = (await ana.enter())["held"]
    assert (waiting["message_id"], waiting["client_message_id"], waiting["body"]) == (first["message_id"], mine, PHONE)
    assert (await hold(ana, client_message_id=mine))["message_id"] == first["message_id"]
    assert len(await stage.store.held_messages(None, 10)) == 1


async def test_a_reload_shows_what_waits_in_that_room_oldest_first() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora", "cuisine")
    held = []
    for room in ("agora", "cuisine", "agora"):
        held.append(await hold(ana, room=room))
        stage.clock.step(1)
    in_agora, in_cuisine = (await ana.enter())["held"], (await ana.enter("cuisine"))["held"]
    assert [each["message_id"] for each in in_agora] == [held[0]["message_id"], held[2]["message_id"]]
    assert [each["message_id"] for each in in_cuisine] == [held[1]["message_id"]]
    bilal = await stage.guest("Bilal")
    assert "held" not in await bilal.enter()
    assert "held" not in await (await stage.spectator()).enter()


async def test_who_was_away_is_told_of_a_refusal_within_the_hour() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    reply = await hold(ana)
    ana.lose()
    await stage.house.holding.refuse(reply["message_id"], MO)
    (told,) = (await stage.tab(session).enter())["refused"]
    assert (told["message_id"], told["by"], told["words"]) == (reply["message_id"], "person", [NUMBER])
    stage = await restarted(stage)
    assert await stage.house.http.guests.book.find(token) is not None
    (told,) = (await stage.tab(session).enter())["refused"]
    assert (told["message_id"], told["by"], told["words"]) == (reply["message_id"], "person", [])
    stage.clock.step(HOUR)
    assert "refused" not in await stage.tab(session).enter()


async def test_a_refusal_is_told_once_on_a_connection() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana, other = stage.tab(session), stage.tab(session)
    await ana.enter()
    await other.enter()
    reply = await hold(ana)
    await other.ask("room.leave", room="agora")
    await stage.house.holding.refuse(reply["message_id"], MO)
    assert len(ana.received("message.refused")) == 1
    assert "refused" not in await ana.enter()
    (told,) = (await other.enter())["refused"]
    assert told["message_id"] == reply["message_id"]
    assert "refused" not in await other.enter()
    assert len((await stage.tab(session).enter())["refused"]) == 1


async def test_who_missed_it_while_lagging_is_told_again() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    ana.pipe.unsent = 100_000
    stage.house.live.lags(ana.visitor)
    await stage.house.holding.refuse(reply["message_id"], MO)
    bilal = await stage.guest("Bilal", "agora")
    await bilal.post("Bonsoir")
    ana.pipe.unsent = 0
    ana.visitor.outbound.resume()
    assert ana.received("message.refused") == []
    (told,) = ana.received("room.entered")[-1]["refused"]
    assert told["message_id"] == reply["message_id"]


async def test_the_second_who_decides_is_told_who_was_first() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    await stage.house.holding.release(reply["message_id"], MO)
    for decide in (stage.house.holding.release, stage.house.holding.refuse):
        with pytest.raises(AlreadySettled) as late:
            await decide(reply["message_id"], NOUR)
        assert (late.value.settlement.state, late.value.settlement.by) == ("released", "M-1")
        assert late.value.settlement.at_ms == stage.clock.now_ms()
    with refused("not_found"):
        await stage.house.holding.release("nothing", MO)


@pytest.mark.parametrize(
    "member",
    [
        Staff(number=3, name="Zoé", role="custodian"),
        Staff(number=4, name="Léo", role="moderator", rooms=frozenset({2})),
        Staff(number=5, name="Lou", role="moderator", rooms=frozenset()),
    ],
    ids=lambda member: member.role,
)
async def test_only_who_answers_for_the_room_decides(member: Staff) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    for decide in (stage.house.holding.release, stage.house.holding.refuse):
        with pytest.raises(DeskRefusal):
            await decide(reply["message_id"], member)
    assert len(await stage.store.held_messages(None, 10)) == 1
    await stage.house.holding.release(
        reply["message_id"], Staff(number=6, name="Mo", role="moderator", rooms=frozenset({1}))
    )


async def test_what_nobody_looks_at_is_refused_in_kind_words_after_half_an_hour() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    await stage.step(29 * MINUTE)
    assert ana.received("message.refused") == []
    await stage.step(MINUTE)
    (event,) = ana.received("message.refused")
    assert (event["message_id"], event["by"]) == (reply["message_id"], "expiry")
    assert event["explanation"].startswith("Personne de l’équipe n’a pu lire")
    assert [event.deed.who for event in await stage.store.moderation_events(1_000, 10)] == ["palabre"]


async def test_a_room_that_closed_meanwhile_refuses_what_waits() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await hold(ana)
    await close(stage)
    with refused("room_closed"):
        await stage.house.holding.release(reply["message_id"], MO)
    await stage.step(0)
    (event,) = ana.received("message.refused")
    assert (event["by"], event["explanation"][:8]) == ("rule", "Le salon")


@pytest.mark.parametrize(
    ("leave", "answer", "is_kept"), [("leave", AlreadySettled, True), ("erase", Refusal, False)], ids=["leave", "erase"]
)
async def test_leaving_takes_what_waits_along(leave: str, answer: type[Exception], is_kept: bool) -> None:
    """Nobody but the team was shown it: nothing is kept for a report where its author erases what is theirs."""
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana, bilal = stage.tab(session), await stage.guest("Bilal", "agora")
    await ana.enter()
    reply = await hold(ana)
    await getattr(stage.house.http.guests.leaving, leave)(session)
    assert await stage.store.held_messages(None, 10) == []
    with pytest.raises(answer):
        await stage.house.holding.release(reply["message_id"], MO)
    assert bool(await stage.store.sealed_versions(reply["message_id"])) is is_kept
    assert NUMBER not in bilal.text


async def test_a_session_past_its_time_takes_what_waits_along() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await stage.step(4 * HOUR - MINUTE)
    await hold(ana)
    await stage.step(4 * HOUR + MINUTE)
    assert ana.closed is not None
    assert await stage.store.held_messages(None, 10) == []


async def test_a_measure_settles_what_waits_and_its_author_is_told() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    await hold(ana)
    assert await stage.house.holding.settle(session.id) == 1
    await stage.step(0)
    (event,) = ana.received("message.refused")
    assert event["by"] == "rule"


async def test_an_eleventh_message_that_would_wait_is_slowed() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    for _ in range(HELD_PER_SESSION):
        await hold(ana)
    reply = await ana.post(PHONE)
    assert_refused(reply, "slowed")
    assert (reply["reason"], reply["limit"], reply["retry_after"]) == ("held", HELD_PER_SESSION, 60.0)
    assert_done(await ana.post("Bonsoir"))


async def test_a_reply_may_wait_and_keeps_what_it_answers() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    first = await bilal.post("On s’appelle ?")
    reply = await hold(ana, reply_to=first["message_id"])
    await stage.house.holding.release(reply["message_id"], MO)
    await stage.step(0)
    assert bilal.received("message.posted")[-1]["message"]["reply_to"] == first["message_id"]


async def test_nobody_of_the_team_sees_or_settles_what_they_wrote_as_a_guest() -> None:
    stage = await set_stage()
    ana, mo, nour = await stage.guest("Ana", "agora"), await stage.moderator("Mo"), await stage.moderator("Nour")
    team = stage.house.http.team
    reply = await hold(ana)
    await stage.store.share_guest(mo.number, ana.visitor.session_id or "", stage.clock.now_ms() + 1_000_000)
    await team.people.conflicts.refresh()
    mine, theirs = await team.desk.state(mo, None), await team.desk.state(nour, None)
    assert (mine.held, sum(room.held for room in mine.rooms), len(theirs.held)) == ((), 0, 1)
    for attempt in (team.holding.release, team.holding.refuse):
        with declined("conflict_of_interest"):
            await attempt(reply["message_id"], mo)
    await team.holding.release(reply["message_id"], nour)
