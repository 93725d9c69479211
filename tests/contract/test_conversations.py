"""Requests for conversations: how they look to who made them, whatever becomes of them; and what they lead to."""

import msgspec
import pytest
from msgspec.structs import replace

from palabre.domain.conversation import CONVERSATION_MS, OPEN_REQUESTS, REQUEST_MS, Conversation, Request
from palabre.domain.hiding import Hide
from palabre.domain.member import Member, Place
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings, place_slug
from palabre.domain.standing import Standing
from palabre.ports.members import MEMBERS_CHANGED, MembersChanged
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NICKNAMES, NOON, session_of


def request_of(room: Room, number: int = 1, *, by: str = ANA, to: str | None = BILAL, at_ms: int = NOON) -> Request:
    return Request(
        id=f"request-{number:014}",
        room_id=room.id,
        requester=by,
        requester_nickname=NICKNAMES[by],
        requester_tag=f"tag-{by}",
        target=to,
        nickname=NICKNAMES[to or BILAL],
        tag=f"tag-{number}",
        at_ms=at_ms,
    )


async def ask(store: Store, request: Request) -> Request:
    return await store.solicit(request, most=OPEN_REQUESTS)


async def accept(store: Store, request: Request, *, by: str = BILAL, at_ms: int = NOON + 1) -> Room | None:
    place = Place(
        slug=place_slug("conversation", request.id.encode()[-16:]),
        privacy="conversation",
        settings=RoomSettings(name=""),
        epoch="e",
    )
    members = [
        Member(room_id=0, session_id=who, since_ms=at_ms, nickname=NICKNAMES[who]) for who in (request.requester, by)
    ]
    conversation = Conversation(room_id=0, met="agora", met_name="Agora", opened_ms=at_ms)
    return await store.accept(request.id, by, place, members, conversation)


async def test_a_request_lies_with_who_made_it_and_whom_it_is_for(store: Store, agora: Room) -> None:
    made = await ask(store, request_of(agora))
    assert made == request_of(agora)
    assert await store.requests_of(ANA, NOON) == await store.requests_of(BILAL, NOON) == [made]
    assert await store.requests_of(CHLOE, NOON) == []
    assert await store.request(made.id) == made


async def test_asking_the_same_again_is_the_same_request(store: Store, agora: Room) -> None:
    first = await ask(store, request_of(agora))
    again = await ask(store, replace(request_of(agora, 2), tag=first.tag))
    assert again == first
    assert await store.requests_of(ANA, NOON) == [first]


async def test_five_stand_and_a_sixth_is_refused(store: Store, agora: Room) -> None:
    for number in range(OPEN_REQUESTS):
        await ask(store, request_of(agora, number, to=None))
    with pytest.raises(Refusal) as refused:
        await ask(store, request_of(agora, 9))
    assert (refused.value.code, refused.value.limit) == ("too_many_requests", OPEN_REQUESTS)
    assert await store.withdraw(request_of(agora, 0).id, ANA, NOON) is not None
    await ask(store, request_of(agora, 9))


async def test_a_declined_request_looks_like_one_nobody_answers(store: Store, agora: Room) -> None:
    declined, unseen = await ask(store, request_of(agora, 1)), await ask(store, request_of(agora, 2, to=None))
    assert await store.decline(declined.id, BILAL, NOON) == declined
    shown = await store.requests_of(ANA, NOON)
    assert [each.id for each in shown] == [declined.id, unseen.id]
    assert all(each.stands(NOON + REQUEST_MS - 1) and not each.stands(NOON + REQUEST_MS) for each in shown)
    assert await store.requests_of(BILAL, NOON) == []
    assert await store.decline(declined.id, BILAL, NOON) is None


async def test_who_declined_is_not_asked_again_by_the_same_guest(store: Store, agora: Room) -> None:
    first = await ask(store, request_of(agora, 1))
    await store.decline(first.id, BILAL, NOON)
    await store.withdraw(first.id, ANA, NOON)
    again = await ask(store, request_of(agora, 2, at_ms=NOON + 1))
    assert again.target is None
    assert (await ask(store, request_of(agora, 3, by=CHLOE))).target == BILAL


@pytest.mark.parametrize("why", ["protected", "quiet", "hidden", "stopped"])
async def test_some_are_not_to_be_asked_and_nothing_else_differs(store: Store, agora: Room, why: str) -> None:
    await store.open_session(session_of(BILAL))
    match why:
        case "protected":
            await store.keep_standing(Standing(session_id=BILAL, protected_ms=NOON))
        case "quiet":
            await store.set_quiet(BILAL, on=True)
        case "hidden":
            hide = Hide(session_id=BILAL, room_id=agora.id, tag="t", nickname="Ana", hidden_session_id=ANA, at_ms=NOON)
            await store.hide(hide)
        case "stopped":
            sign = PairSign(sender=ANA, target=BILAL, sign="frozen", at_ms=NOON, prefix="")
            await store.add_pair_signs([sign])
    made = await ask(store, request_of(agora))
    assert made == replace(request_of(agora), target=None)
    assert await store.requests_of(ANA, NOON) == [made]
    assert await store.requests_of(BILAL, NOON) == []


async def test_wanting_none_can_be_undone(store: Store, agora: Room) -> None:
    await store.set_quiet(BILAL, on=True)
    assert await store.is_quiet(BILAL)
    await store.set_quiet(BILAL, on=False)
    assert not await store.is_quiet(BILAL)
    assert (await ask(store, request_of(agora))).target == BILAL


async def test_only_whom_it_is_for_accepts_and_once(store: Store, agora: Room) -> None:
    made = await ask(store, request_of(agora))
    assert await accept(store, made, by=CHLOE) is None
    room = await accept(store, made)
    assert room is not None and room.privacy == "conversation"
    assert {member.session_id for member in await store.members()} == {ANA, BILAL}
    assert await store.conversations() == [
        Conversation(room_id=room.id, met="agora", met_name="Agora", opened_ms=NOON + 1)
    ]
    assert await accept(store, made) is None
    assert await store.requests_of(ANA, NOON) == await store.requests_of(BILAL, NOON) == []


async def test_what_was_withdrawn_or_is_a_day_old_is_accepted_no_more(store: Store, agora: Room) -> None:
    withdrawn, old = await ask(store, request_of(agora, 1)), await ask(store, request_of(agora, 2))
    assert await store.withdraw(withdrawn.id, BILAL, NOON) is None
    assert await store.withdraw(withdrawn.id, ANA, NOON) == withdrawn
    assert await accept(store, withdrawn) is None
    assert await accept(store, old, at_ms=NOON + REQUEST_MS) is None
    assert await store.conversations() == []


async def test_a_request_goes_with_who_made_it_and_stays_when_the_other_goes(store: Store, agora: Room) -> None:
    for who in (ANA, BILAL, CHLOE):
        await store.open_session(session_of(who, seen_ms=NOON + HOUR))
    await ask(store, request_of(agora, 1))
    await ask(store, request_of(agora, 2, by=BILAL, to=CHLOE))
    await store.end_session(BILAL, NOON)
    assert [each.target for each in await store.requests_of(ANA, NOON)] == [None]
    assert await store.requests_of(CHLOE, NOON) == []
    await store.sweep_sessions(NOON + 1, 500)
    assert len(await store.requests_of(ANA, NOON)) == 1


async def test_requests_lapse_after_a_day(store: Store, agora: Room) -> None:
    made = await ask(store, request_of(agora))
    assert await store.lapsed(NOON + REQUEST_MS - 1, 10) == []
    assert await store.lapsed(NOON + REQUEST_MS, 10) == [made]
    assert await store.request(made.id) is None


async def test_a_conversation_is_frozen_once(store: Store, agora: Room) -> None:
    room = await accept(store, await ask(store, request_of(agora)))
    assert room is not None
    assert await store.freeze(room.id, NOON + 5)
    assert not await store.freeze(room.id, NOON + 6)
    (kept,) = await store.conversations()
    assert kept.frozen_ms == NOON + 5
    assert not kept.is_over(kept.opened_ms + CONVERSATION_MS - 1)
    assert kept.is_over(kept.opened_ms + CONVERSATION_MS)


async def test_every_process_is_told_of_a_conversation_that_opens_and_is_frozen(store: Store, agora: Room) -> None:
    asked = await ask(store, request_of(agora))
    room = await accept(store, asked)
    assert room is not None
    assert await store.freeze(room.id, NOON + 5, ANA)
    told = [entry.data for entry in await store.control_after(0) if entry.kind == MEMBERS_CHANGED]
    assert [msgspec.json.decode(data, type=MembersChanged) for data in told] == [
        MembersChanged(room.id, request=asked.id),
        MembersChanged(room.id, answerable=ANA),
    ]
    found = await store.place_now(room.id)
    assert found is not None and found.conversation is not None
    assert (found.room.slug, found.conversation.frozen_ms) == (room.slug, NOON + 5)
    assert {member.session_id for member in found.members} == {ANA, BILAL}


async def test_nothing_is_known_of_a_conversation_that_was_erased(store: Store, agora: Room) -> None:
    room = await accept(store, await ask(store, request_of(agora)))
    assert room is not None
    await store.erase_place(room.id)
    assert await store.conversations() == []


async def test_what_waits_for_a_guest_can_lie_in_nobodys_inbox(store: Store, agora: Room) -> None:
    made, other = await ask(store, request_of(agora, 1)), await ask(store, request_of(agora, 2, to=CHLOE))
    await store.forget_requests_to(BILAL)
    assert await store.requests_of(ANA, NOON) == [replace(made, target=None), other]
    assert await store.requests_of(BILAL, NOON) == []
    assert await accept(store, made) is None
