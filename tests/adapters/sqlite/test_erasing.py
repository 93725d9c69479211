"""Once a guest erased everything their words and names are in no file, and a day later nothing of them is."""

import secrets
from pathlib import Path

from msgspec.structs import replace

from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.conversation import Request
from palabre.domain.hiding import Hide
from palabre.domain.message import Author, Draft
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.receipt import ReceiptAbout, closed_with, code_of
from palabre.domain.retention import SEALED_MS
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.rights import Erasure
from tests.adapters.sqlite.conftest import Start
from tests.adapters.sqlite.test_scrubbing import pieces_left
from tests.contract.desk import waiting
from tests.contract.scene import BILAL, HOUR, NOON, draft, open_room, say, session_of
from tests.contract.test_age_proofs import kept
from tests.contract.test_decisions import decision
from tests.contract.test_members import invitation, member, place

ASKED = Deed(at_ms=NOON, who="palabre", what="erasure.asked")


class Traces:
    """A guest whose every word, name, tag and id is found nowhere else."""

    def __init__(self) -> None:
        self.id, self.nickname, self.tag, self.text, self.held = (secrets.token_hex(16) for _ in range(5))

    @property
    def session(self) -> Session:
        return replace(session_of(BILAL), id=self.id, token_hash=self.id.encode(), nickname=self.nickname)

    def wrote(self, room: Room, text: str) -> Draft:
        return replace(draft(room, text), session_id=self.id, author=Author(self.nickname, self.tag))


async def live(store: SqliteStore, guest: Traces) -> Room:
    agora = await open_room(store)
    await store.open_session(session_of(BILAL))
    await store.open_session(guest.session)
    other = await say(store, agora, by=BILAL)
    await store.post(guest.wrote(agora, guest.text))
    await store.hold(waiting(guest.wrote(agora, guest.held)))
    await store.react(agora.id, other.message_id, guest.id, "like", on=True)
    await store.hold_name(agora.id, guest.id, guest.nickname, guest.nickname, NOON, NOON + HOUR)
    await store.keep_decisions([replace(decision(7, room=agora, text=guest.text), session_id=guest.id)])
    await store.keep_proof(kept(guest.id))
    await store.add_pair_signs([PairSign(sender="gone", target=guest.id, sign="gift", at_ms=NOON)])
    await hide_each_other(store, guest, agora)
    await ask_each_other(store, guest, agora)
    own = await store.create_place(place(owner=guest.id), [replace(member(BILAL), session_id=guest.id)])
    await store.invite_to(replace(invitation(own), created_by=guest.id), 5)
    return agora


async def hide_each_other(store: SqliteStore, guest: Traces, room: Room) -> None:
    one = Hide(session_id=guest.id, room_id=room.id, tag="t", nickname="Bilal", hidden_session_id=BILAL, at_ms=NOON)
    other = Hide(
        session_id=BILAL,
        room_id=room.id,
        tag=guest.tag,
        nickname=guest.nickname,
        hidden_session_id=guest.id,
        at_ms=NOON,
    )
    await store.hide(one)
    await store.hide(other)


async def ask_each_other(store: SqliteStore, guest: Traces, room: Room) -> None:
    asked = Request(
        id="one",
        room_id=room.id,
        requester=guest.id,
        requester_nickname=guest.nickname,
        requester_tag=guest.tag,
        target=BILAL,
        nickname="Bilal",
        tag="t",
        at_ms=NOON,
    )
    await store.solicit(asked, most=5)
    returned = Request(
        id="two",
        room_id=room.id,
        requester=BILAL,
        requester_nickname="Bilal",
        requester_tag="t",
        target=guest.id,
        nickname=guest.nickname,
        tag=guest.tag,
        at_ms=NOON,
    )
    await store.solicit(returned, most=5)


async def erase(store: SqliteStore, guest: Traces) -> None:
    code = code_of(secrets.token_bytes(16))
    receipt = (b"d" * 32, ReceiptAbout("erasure", closed_with(code, guest.id), NOON + HOUR))
    await store.erase(guest.id, NOON)
    await store.erase_traces(Erasure(session_id=guest.id, at_ms=NOON, deed=ASKED, receipt=receipt))
    await store.end_session(guest.id, NOON)


def whole(guest: Traces) -> list[str]:
    return [guest.id, guest.nickname, guest.tag, guest.text, guest.held]


async def test_words_and_names_are_in_no_file_after_the_erasure(start: Start, data: Path) -> None:
    store, guest = await start(), Traces()
    await live(store, guest)
    assert all(pieces_left(data, trace) for trace in whole(guest))
    await erase(store, guest)
    await store.destroy_sealed(NOON, 500)
    left = {name: bool(pieces_left(data, getattr(guest, name))) for name in ("nickname", "text", "held")}
    assert left == {"nickname": False, "text": False, "held": False}


async def test_a_day_later_nothing_at_all_is_in_any_file(start: Start, data: Path) -> None:
    store, guest = await start(), Traces()
    agora = await live(store, guest)
    await erase(store, guest)
    await store.expire(agora.id, NOON + 1, 500, now_ms=NOON + 7 * HOUR)
    await store.destroy_sealed(NOON + SEALED_MS, 500)
    assert [trace for trace in whole(guest) if pieces_left(data, trace)] == []


async def test_the_erasure_is_scrubbed_by_its_own_commit(start: Start, data: Path) -> None:
    store, guest = await start(), Traces()
    await live(store, guest)
    await store.erase(guest.id, NOON)
    await store.erase_traces(Erasure(session_id=guest.id, at_ms=NOON, deed=ASKED))
    assert [pieces_left(data, text) for text in (guest.text, guest.held)] == [[], []]
