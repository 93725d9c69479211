"""Sanctioning: a decision is felt at once, with its reasons; nothing holds without a statement."""

import pytest

from palabre.ports.vault import Origin
from tests.cast import HOUR, MINUTE, PREFIX, assert_done, assert_refused, declined, refused, restarted
from tests.contract.desk import PHONE
from tests.contract.ruling import reverse, ruling
from tests.services.court import INSISTING, REASON, session_of, trial


async def test_a_muted_guest_is_told_why_at_once_and_cannot_post() -> None:
    scene = await trial()
    kept = await scene.decide("mute")
    (applied,) = scene.bilal.received("sanction.applied")
    told = applied["sanction"]
    assert (applied["room"], told["kind"], told["reason"], told["quoted"]) == ("agora", "mute", REASON, INSISTING)
    assert (told["id"], told["decided_by"], told["automated"]) == (kept.sanction and kept.sanction.id, "M-1", False)
    assert not scene.ana.received("sanction.applied")
    reply = await scene.bilal.post("Encore moi")
    assert_refused(reply, "muted")
    assert reply["sanction"] == told
    assert reply["retry_after"] == 600
    assert_refused(await scene.bilal.ask("message.edit", room="agora", message_id=scene.message_id, body="X"), "muted")
    assert_refused(
        await scene.bilal.ask("reaction.set", room="agora", message_id=scene.message_id, reaction="thanks"), "muted"
    )
    assert_refused(await scene.bilal.ask("nickname.change", room="agora", nickname="Moi encore"), "muted")
    assert "Moi encore" not in scene.ana.text
    await scene.bilal.enter("cuisine")
    assert_done(await scene.bilal.post("Ailleurs, je parle", room="cuisine"))
    assert_done(await scene.bilal.ask("nickname.change", room="cuisine", nickname="Basile"))


async def test_a_mute_ends_by_itself_and_the_guest_is_told() -> None:
    scene = await trial()
    kept = await scene.decide("mute")
    await scene.stage.step(10 * MINUTE)
    (lifted,) = scene.bilal.received("sanction.lifted")
    assert lifted["sanction_id"] == (kept.sanction and kept.sanction.id)
    assert_done(await scene.bilal.post("Me revoilà"))


async def test_a_kicked_guest_is_out_at_once_and_may_come_back_after_a_minute() -> None:
    scene = await trial()
    await scene.decide("kick")
    (applied,) = scene.bilal.received("sanction.applied")
    assert (applied["sanction"]["kind"], applied["room"]) == ("kick", "agora")
    await scene.ana.post("Voilà")
    assert "Voilà" not in scene.bilal.text
    assert_refused(await scene.bilal.post("Quoi"), "kicked")
    reply = await scene.bilal.ask("room.enter", room="agora")
    assert_refused(reply, "kicked")
    assert reply["retry_after"] == 60
    await scene.bilal.enter("cuisine")
    await scene.stage.step(MINUTE)
    assert_refused(await scene.bilal.post("Quoi"), "not_entered")
    await scene.bilal.enter("agora")
    assert_done(await scene.bilal.post("Me revoilà"))


async def test_a_room_ban_shuts_one_room_and_a_ban_all_of_them() -> None:
    scene = await trial()
    await scene.decide("room_ban", minutes=60)
    assert_refused(await scene.bilal.ask("room.enter", room="agora"), "banned")
    await scene.bilal.enter("cuisine")
    await scene.ana.enter("cuisine")
    scene = await scene.another_case("cuisine")
    await scene.decide("ban", minutes=60)
    assert_refused(await scene.bilal.post("Encore", room="cuisine"), "banned")
    assert_refused(await scene.bilal.ask("room.enter", room="cuisine"), "banned")
    with refused("banned"):
        await scene.stage.house.http.guests.opening.open(
            nickname="Bilal2", locale="fr", room=None, prefix=PREFIX, before=(scene.bilal_id,)
        )


async def test_a_warning_keeps_from_nothing_and_is_told_where_one_enters() -> None:
    scene = await trial()
    await scene.decide("warning")
    assert [told["sanction"]["kind"] for told in scene.bilal.received("sanction.applied")] == ["warning"]
    assert_done(await scene.bilal.post("Compris"))
    entered = await scene.bilal.enter("agora")
    assert [told["kind"] for told in entered["sanctions"]] == ["warning"]
    assert "sanctions" not in await scene.ana.enter("agora")
    await scene.stage.step(HOUR)
    assert "sanctions" not in await scene.bilal.enter("agora")


async def test_a_long_suspension_comes_after_a_warning_except_for_danger() -> None:
    scene = await trial()
    two_days = 2 * 1_440
    with declined("warning_first"):
        await scene.decide("mute", minutes=two_days)
    await scene.decide("warning")
    scene = await scene.another_case()
    assert (await scene.decide("mute", minutes=two_days)).sanction is not None
    in_danger = await trial()
    assert (await in_danger.decide("ban", minutes=two_days, danger=True)).sanction is not None


async def test_who_answers_for_one_room_never_bans_from_the_place() -> None:
    scene = await trial()
    local = await scene.stage.moderator("Local", rooms=frozenset({1}))
    elsewhere = await scene.stage.moderator("Ailleurs", rooms=frozenset({2}))
    with declined("not_for_you"):
        await scene.decide("mute", elsewhere)
    with declined("not_for_you"):
        await scene.decide("ban", local)
    kept = await scene.decide("room_ban", local)
    with declined("not_for_you"):
        await scene.court.reversing.reverse(elsewhere, kept.judgement.id, "Non.")


async def test_a_removal_alone_is_told_with_its_reasons() -> None:
    scene = await trial()
    kept = await scene.decide("none", remove=(scene.message_id,))
    assert kept.sanction is not None and kept.sanction.kind == "removal"
    (applied,) = scene.bilal.received("sanction.applied")
    assert (applied["sanction"]["kind"], applied["sanction"]["until"]) == ("removal", None)
    assert [event["by"] for event in scene.ana.received("message.removed")] == ["moderation"]
    assert_done(await scene.bilal.post("Bon"))


async def test_no_action_tells_nobody_anything() -> None:
    scene = await trial()
    kept = await scene.decide("none", reason="")
    assert (kept.sanction, kept.statement) == (None, None)
    assert not scene.bilal.received("sanction.applied")
    assert_done(await scene.bilal.post("Bonsoir"))


async def test_what_waits_of_a_sanctioned_guest_is_settled() -> None:
    scene = await trial()
    held = await scene.bilal.post(PHONE)
    assert held.get("status") == "held", held
    await scene.decide("mute")
    assert scene.bilal.received("message.refused")
    assert await scene.stage.store.held_messages(None, 10) == []


async def test_a_sanction_holds_after_a_restart_with_its_receipt() -> None:
    scene = await trial()
    await scene.decide("mute")
    again = await restarted(scene.stage)
    session = session_of(scene.stage, scene.bilal)
    again.house.http.guests.book.remember(session, born_here=False)
    tab = again.tab(session)
    entered = await tab.enter("agora")
    (told,) = entered["sanctions"]
    assert_refused(await tab.post("Encore"), "muted")
    cookie = await again.house.http.team.court.receipts.exchange(told["receipt"], PREFIX)
    assert (await again.house.http.team.court.receipts.opened(cookie)).kind == "decision"


async def test_a_neighbour_of_a_ban_is_asked_and_looked_at_and_told_nothing_of_it() -> None:
    scene = await trial()
    await scene.decide("ban", remove=(scene.message_id,))
    before = scene.ana
    assert_done(await before.post("J’étais là avant"))
    await scene.stage.step(1)
    chloe = await scene.stage.guest("Chloé", "agora")
    asked = await chloe.post("Bonsoir")
    assert_refused(asked, "challenge_required")
    assert "calcul" in asked["explanation"]
    await scene.stage.step(61)
    assert (await chloe.post("Bonsoir"))["status"] == "held"
    for secret in (INSISTING, REASON, "banned", "222-33", "M-1"):
        assert secret not in chloe.text
    far = scene.stage.tab((await scene.stage.session("Dora"))[1])
    far.visitor.origin = Origin("198.51.100.7", 1)
    await far.enter("agora")
    assert_done(await far.post("Je viens d’ailleurs"))


async def test_while_no_ban_holds_nobodys_address_is_looked_at() -> None:
    scene = await trial()
    scene.ana.visitor.origin = Origin("no address at all", 1)
    assert_done(await scene.ana.post("Bonsoir"))


async def test_a_ban_from_one_room_leaves_its_neighbours_alone_in_the_others() -> None:
    scene = await trial()
    await scene.decide("room_ban")
    await scene.stage.step(1)
    chloe = await scene.stage.guest("Chloé", "agora", "cuisine")
    assert_refused(await chloe.post("Bonsoir"), "challenge_required")
    assert_done(await chloe.post("Bonsoir", room="cuisine"))


async def test_once_a_ban_is_undone_its_neighbours_are_asked_nothing() -> None:
    scene = await trial()
    kept = await scene.decide("ban")
    await scene.court.reversing.reverse(scene.nour, kept.judgement.id, "Une erreur.")
    await scene.stage.step(11)
    chloe = await scene.stage.guest("Chloé", "agora")
    assert_done(await chloe.post("Bonsoir"))
    assert_done(await scene.bilal.ask("room.enter", room="agora"))


async def test_a_decision_of_another_node_is_felt_with_the_control_log() -> None:
    scene = await trial()
    room = scene.stage.house.http.rooms.directory.open_room("agora")
    ruled = ruling(scene.case_id, room, who=scene.bilal_id, at_ms=scene.stage.clock.now_ms())
    kept = await scene.stage.store.decide(ruled)
    assert_done(await scene.bilal.post("Personne ne sait encore"))
    await scene.stage.step(1)
    assert scene.bilal.received("sanction.applied")
    assert_refused(await scene.bilal.post("Encore"), "muted")
    await reverse(scene.stage.store, kept, at_ms=scene.stage.clock.now_ms())
    await scene.stage.step(1)
    assert_done(await scene.bilal.post("Me revoilà"))


async def test_it_is_told_once_though_the_control_log_tells_it_too() -> None:
    scene = await trial()
    await scene.decide("mute")
    await scene.stage.step(2)
    assert len(scene.bilal.received("sanction.applied")) == 1
    assert not scene.bilal.received("sanction.lifted")


async def test_nothing_is_held_in_memory_of_sessions_that_must_be_over() -> None:
    scene = await trial()
    await scene.decide("ban", minutes=1_440, danger=True)
    restraints = scene.stage.house.standing.restraints
    assert restraints.count() == 1
    await scene.stage.step(24 * HOUR + 1)
    assert restraints.count() == 0


@pytest.mark.parametrize(("others", "told"), [(2, "<5"), (3, "5-20"), (18, "5-20"), (19, "20+")])
async def test_how_many_share_a_prefix_is_told_in_three_classes(others: int, told: str) -> None:
    scene = await trial()
    for number in range(others):
        scene.stage.tab((await scene.stage.session(f"Voisin {number}"))[1])
    assert await scene.court.sanctioning.impact(scene.mo, scene.case_id) == told


async def test_a_short_decision_is_taken_back_by_its_author_only_and_in_time() -> None:
    scene = await trial()
    kept = await scene.decide("mute")
    with declined("not_for_you"):
        await scene.court.reversing.undo(scene.nour, kept.judgement.id)
    scene.stage.clock.step(11)
    with declined("undo_too_late"):
        await scene.court.reversing.undo(scene.mo, kept.judgement.id)
    with declined("reason_required"):
        await scene.court.reversing.reverse(scene.nour, kept.judgement.id, " ")
    await scene.court.reversing.reverse(scene.nour, kept.judgement.id, "Une erreur.")
    with declined("already_reversed"):
        await scene.court.reversing.reverse(scene.nour, kept.judgement.id, "Encore.")


async def test_an_expired_sanction_may_be_undone_and_nothing_else_moves() -> None:
    scene = await trial()
    first = await scene.decide("mute", minutes=1)
    await scene.stage.step(2 * MINUTE)
    scene = await scene.another_case()
    second = await scene.decide("mute")
    undone, stays = await scene.court.reversing.preview(scene.nour, first.judgement.id)
    assert undone == first
    assert [each.id for each in stays] == [second.sanction and second.sanction.id]
    await scene.court.reversing.reverse(scene.nour, first.judgement.id, "Une erreur.")
    assert_refused(await scene.bilal.post("Encore"), "muted")


async def test_who_bans_where_many_come_from_has_to_know_it_first() -> None:
    scene = await trial()
    for number in range(4):
        await scene.stage.guest(f"Voisin{number}", "agora")
    for kind in ("ban", "room_ban"):
        with declined("confirm_impact") as told:
            await scene.decide(kind, confirm=False)
        assert told.refusal.words == "5-20"
    assert (await scene.case()).is_undecided()
    assert (await scene.decide("room_ban", confirm=True)).sanction is not None


async def test_few_neighbours_need_no_confirmation() -> None:
    scene = await trial()
    assert (await scene.decide("room_ban", confirm=False)).sanction is not None
