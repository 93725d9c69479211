"""What is kept under a session is told whole, and destroyed but for what something holds: the same in every store."""

from msgspec.structs import replace

from palabre.domain.hiding import Hide
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.own import Own, OwnName, OwnReaction, OwnVerdict
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.retention import SEALED_MS
from palabre.domain.room import Room
from palabre.domain.standing import Standing
from palabre.ports.cases import Wanted
from palabre.ports.rights import Erasure
from palabre.ports.store import Store
from tests.contract.desk import hold, refuse
from tests.contract.reporting import about, file
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NOON, draft, like, say, session_of
from tests.contract.test_age_proofs import kept, told
from tests.contract.test_conversations import request_of
from tests.contract.test_decisions import decision
from tests.contract.test_members import invitation, member, private_room

ASKED = Deed(at_ms=NOON, who="palabre", what="erasure.asked")
KEEP_MS = 6 * HOUR


async def arrive(store: Store, *who: str) -> None:
    for each in who:
        await store.open_session(session_of(each))


def hide_of(who: str, whom: str, room: Room) -> Hide:
    return Hide(
        session_id=who, room_id=room.id, tag=f"tag-{whom}", nickname="Bilal", hidden_session_id=whom, at_ms=NOON
    )


async def erase(store: Store, who: str = ANA, **more: object) -> None:
    await store.erase(who, NOON)
    await store.erase_traces(replace(Erasure(session_id=who, at_ms=NOON, deed=ASKED), **more))
    await store.end_session(who, NOON)


async def live_through(store: Store, agora: Room) -> Room:
    """Ana does everything a guest may do; the private room she owns."""
    neighbours = await private_room(store)
    posted = await say(store, agora, "Bonsoir", by=ANA)
    await store.edit(agora.id, posted.message_id, ANA, "Bonsoir à tous", NOON)
    other = await say(store, agora, "Salut", by=BILAL)
    await like(store, agora, other, by=ANA)
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + HOUR)
    await store.hide(hide_of(ANA, BILAL, agora))
    await store.hide(replace(hide_of(BILAL, ANA, agora), nickname="Ana"))
    await hold(store, agora, by=ANA)
    await store.keep_decisions([decision(7, room=agora)])
    await store.keep_standing(Standing(session_id=ANA, settled_ms=NOON))
    await store.keep_proof(kept())
    await store.set_quiet(ANA, on=True)
    await store.invite_to(invitation(neighbours), 5)
    await store.solicit(request_of(agora, 1, by=ANA), most=5)
    await store.solicit(replace(request_of(agora, 2, by=BILAL, to=ANA), tag=f"tag-{ANA}-{agora.id}"), most=5)
    return neighbours


async def test_nothing_is_kept_of_a_session_that_did_nothing(store: Store) -> None:
    await arrive(store, ANA)
    assert await store.own(ANA) == Own()
    assert await store.delivered_until(ANA, KEEP_MS) is None


async def test_everything_kept_under_a_session_is_told_and_nobody_else_s(store: Store, agora: Room) -> None:
    neighbours = await live_through(store, agora)
    reported = await file(store, about(agora, BILAL), by=ANA)
    own = await store.own(ANA)
    assert own.names == (OwnName(agora.id, "Ana", NOON + HOUR),)
    assert own.reactions == (OwnReaction(agora.id, 3, "like"),)
    assert own.hides == (hide_of(ANA, BILAL, agora),)
    assert own.members == (replace(member(ANA), room_id=neighbours.id),)
    assert own.verdicts == (OwnVerdict(NOON, agora.id, "hold", "Un texte"),)
    assert own.reports == (reported.report_id,)
    assert own.rooms == (agora.id,)
    assert (own.proof, own.is_quiet) == (kept().proof, True)
    assert (await store.own(CHLOE)) == Own()


async def test_what_screening_let_through_is_not_told(store: Store, agora: Room) -> None:
    await store.keep_decisions([replace(decision(7, room=agora), outcome="allow", text=None)])
    assert (await store.own(ANA)).verdicts == ()


async def test_rooms_where_texts_are_past_their_hours_are_told_too(store: Store, agora: Room) -> None:
    await say(store, agora, "Bonsoir", by=ANA)
    await store.expire(agora.id, NOON + 1, 500, now_ms=NOON + HOUR)
    assert (await store.own(ANA)).rooms == (agora.id,)
    assert await store.delivered_until(ANA, KEEP_MS) == NOON + SEALED_MS


async def test_what_others_were_shown_is_held_until_the_last_of_it_is_destroyed(store: Store, agora: Room) -> None:
    posted = await say(store, agora, "Bonsoir", by=ANA)
    assert await store.delivered_until(ANA, KEEP_MS) == NOON + KEEP_MS
    await store.remove(agora.id, posted.message_id, ANA, NOON + HOUR)
    assert await store.delivered_until(ANA, KEEP_MS) == NOON + HOUR + SEALED_MS


async def test_an_erased_session_leaves_only_what_others_were_shown(store: Store, agora: Room) -> None:
    await live_through(store, agora)
    await erase(store)
    assert await store.own(ANA) == Own(rooms=(agora.id,))
    assert await store.delivered_until(ANA, KEEP_MS) == NOON + SEALED_MS
    versions = await store.texts(agora.id, Wanted(session_id=ANA))
    assert [text.body for text in versions] == ["Bonsoir", "Bonsoir à tous"]
    assert await store.hides(BILAL) == []
    assert await store.name_is_free(agora.id, "ana", NOON)


async def test_once_that_is_over_nothing_is_left(store: Store, agora: Room) -> None:
    await live_through(store, agora)
    await erase(store)
    await store.expire(agora.id, NOON + 1, 500, now_ms=NOON + 7 * HOUR)
    await store.destroy_sealed(NOON + SEALED_MS, 500)
    assert await store.own(ANA) == Own()
    assert await store.delivered_until(ANA, KEEP_MS) is None
    assert await store.texts(agora.id, Wanted(session_id=ANA)) == []


async def test_texts_nobody_was_shown_are_destroyed_at_once(store: Store, agora: Room) -> None:
    await arrive(store, ANA)
    refused, waiting = await hold(store, agora, by=ANA), await hold(store, agora, by=ANA)
    await refuse(store, refused)
    await store.keep_decisions([decision(7, room=agora)])
    await erase(store)
    for id in (refused.draft.id, waiting.draft.id, "d7"):
        assert await store.sealed_versions(id) == []
    assert await store.held_message(waiting.draft.id) is None
    (left,) = await store.decisions(NOON + 1, 10)
    assert (left.session_id, left.message_id, left.outcome) == (None, None, "hold")


async def test_a_text_the_team_released_stays_reportable(store: Store, agora: Room) -> None:
    await arrive(store, ANA)
    waiting = await hold(store, agora, "Un numéro", by=ANA)
    await store.release(agora.id, waiting.draft.id, Deed(at_ms=NOON, who="M-1", what="message_released"))
    await erase(store)
    assert [text.body for text in await store.texts(agora.id, Wanted(session_id=ANA))] == ["Un numéro"]


async def test_requests_made_to_them_go_whoever_they_lay_with(store: Store, agora: Room) -> None:
    await arrive(store, ANA, BILAL, CHLOE)
    await say(store, agora, by=ANA)
    tag = f"tag-{ANA}-{agora.id}"
    shown = await store.solicit(replace(request_of(agora, 1, by=BILAL, to=ANA), tag=tag), most=5)
    unshown = await store.solicit(replace(request_of(agora, 2, by=CHLOE, to=None), tag=tag), most=5)
    other = await store.solicit(request_of(agora, 3, by=CHLOE, to=BILAL), most=5)
    await erase(store)
    assert [await store.request(each.id) for each in (shown, unshown, other)] == [None, None, other]


async def test_a_room_goes_on_without_its_owner(store: Store, agora: Room) -> None:
    neighbours = await live_through(store, agora)
    await erase(store)
    (room,) = [room for room in await store.rooms() if room.id == neighbours.id]
    assert (room.owner, room.closed) == (None, False)
    (left,) = await store.invitations(neighbours.id)
    assert left.created_by == ""


async def test_signs_that_protect_somebody_who_is_here_stay(store: Store) -> None:
    await arrive(store, ANA, BILAL)
    shown = PairSign(sender=ANA, target=BILAL, sign="secrecy", at_ms=NOON)
    gone = PairSign(sender=ANA, target=CHLOE, sign="secrecy", at_ms=NOON)
    received = PairSign(sender=BILAL, target=ANA, sign="gift", at_ms=NOON)
    await store.add_pair_signs([shown, gone, received])
    await erase(store)
    assert await store.pair_signs(10) == [shown]


async def test_what_a_case_holds_is_left(store: Store, agora: Room) -> None:
    await arrive(store, ANA, BILAL)
    posted = await say(store, agora, "Menace", by=ANA)
    filed = await file(store, about(agora, ANA, posted), by=BILAL)
    await erase(store)
    assert [piece.text.body for piece in await store.pieces(filed.case.id)] == ["Menace"]
    assert await store.cases_with([ANA]) == {filed.case.id}


async def test_no_news_tells_of_an_erased_session(store: Store, agora: Room) -> None:
    await live_through(store, agora)
    await erase(store)
    assert [each for each in await told(store) if each.session_id == ANA] == []


async def test_the_receipt_and_the_deed_are_kept_with_it(store: Store) -> None:
    await arrive(store, ANA)
    about_it = ReceiptAbout("erasure", "00ff", NOON + HOUR)
    await erase(store, receipt=(b"d" * 32, about_it))
    assert await store.receipt(b"d" * 32) == about_it
    (made,) = [each.event.deed for each in await store.commitments(0, 10)]
    assert made == ASKED


async def test_a_retry_after_the_erasure_finds_no_digest_of_the_text(store: Store, agora: Room) -> None:
    await arrive(store, ANA)
    await store.post(draft(agora, "Oui", by=ANA, key="k"))
    await erase(store)
    known = await store.known_post(ANA, "k")
    assert known is not None and known.body_digest == b""
