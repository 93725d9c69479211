"""Proofs of age, what was presented once, and vouches: the same in every store, and gone with their sessions."""

import asyncio

import msgspec

from palabre.domain.age import KeptProof, Method, PairwiseMark, Proof
from palabre.domain.moderation.event import Deed, What
from palabre.domain.session import IDLE_MS
from palabre.domain.standing import Standing
from palabre.domain.vouch import CODE_MS, KEPT_MS, Vouch
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, HOUR, NOON, session_of

VOUCH = Vouch(id="v1", code_hash=b"code", opened_by=1, opened_at_ms=NOON, expires_at_ms=NOON + CODE_MS)


def kept(session_id: str = ANA, method: Method = "eu", verified_at_ms: int = NOON, **more: object) -> KeptProof:
    proof = Proof(
        method=method,
        threshold=18,
        result=True,
        issuer_sha256=bytes(range(32)),
        verified_at_ms=verified_at_ms,
        expires_at_ms=verified_at_ms + 4 * HOUR,
    )
    first = KeptProof(session_id=session_id, proof=proof, key_thumbprint="thumbprint")
    return msgspec.structs.replace(first, **more)


def deed(what: What = "vouch_opened") -> Deed:
    return Deed(at_ms=NOON, who="M-1", what=what, subject="v1")


async def told(store: Store) -> list[ProofsChanged]:
    entries = await store.control_after(0)
    return [msgspec.json.decode(each.data, type=ProofsChanged) for each in entries if each.kind == PROOFS_CHANGED]


async def with_ana(store: Store) -> Store:
    await store.open_session(session_of(ANA, seen_ms=NOON))
    return store


async def test_a_proof_is_read_as_it_was_kept_and_every_node_is_told(store: Store) -> None:
    await with_ana(store)
    shown = kept(mark=PairwiseMark("2026-11-22", b"digest"))
    assert await store.keep_proof(shown)
    assert await store.proof_of(ANA) == shown
    assert await store.proofs() == [shown]
    assert await told(store) == [ProofsChanged(ANA)]


async def test_a_later_proof_takes_the_place_of_the_one_before(store: Store) -> None:
    await with_ana(store)
    await store.keep_proof(kept(mark=PairwiseMark("2026-11-22", b"digest")))
    later = kept(method="oidc", verified_at_ms=NOON + HOUR, key_thumbprint="another")
    await store.keep_proof(later)
    assert await store.proofs() == [later]


async def test_nothing_is_kept_of_a_session_that_is_over(store: Store) -> None:
    assert not await store.keep_proof(kept())
    await with_ana(store)
    await store.keep_proof(kept())
    await store.end_session(ANA, NOON)
    assert not await store.keep_proof(kept())
    assert await store.proofs() == []


async def test_an_ended_proof_is_gone_and_told_with_its_reason(store: Store) -> None:
    await with_ana(store)
    await store.keep_proof(kept())
    assert await store.end_proof(ANA, "idle", NOON + HOUR)
    assert not await store.end_proof(ANA, "idle", NOON + HOUR)
    assert await store.proof_of(ANA) is None
    assert await told(store) == [ProofsChanged(ANA), ProofsChanged(ANA, "idle")]


async def test_a_proof_dies_with_its_session_whichever_way_that_ends(store: Store) -> None:
    for who in (ANA, BILAL):
        await store.open_session(session_of(who, seen_ms=NOON))
        await store.keep_proof(kept(who))
    await store.end_session(ANA, NOON)
    assert [each.session_id for each in await store.proofs()] == [BILAL]
    assert await store.sweep_sessions(NOON + IDLE_MS, 500) == 1
    assert await store.proofs() == []


async def test_a_proof_ends_protection_and_leaves_what_was_earned(store: Store) -> None:
    await with_ana(store)
    await store.keep_standing(Standing(session_id=ANA, settled_ms=1, protected_ms=2, closed_ms=3, free_until_ms=4))
    await store.keep_proof(kept())
    assert await store.standing(ANA) == Standing(session_id=ANA, settled_ms=1, free_until_ms=4)


async def test_a_presentation_is_spent_once(store: Store) -> None:
    first, *others = await asyncio.gather(*(store.spend_presentation(b"digest", NOON + HOUR) for _ in range(3)))
    assert sorted((first, *others)) == [False, False, True]
    assert await store.spend_presentation(b"another", NOON + HOUR)


async def test_what_is_past_its_end_is_swept_and_no_more(store: Store) -> None:
    await with_ana(store)
    await store.keep_proof(kept())
    await store.spend_presentation(b"digest", NOON + HOUR)
    await store.open_vouch(VOUCH, deed())
    assert await store.sweep_age(NOON + HOUR - 1, 500) == 0
    assert await store.sweep_age(NOON + HOUR, 500) == 1
    assert await store.spend_presentation(b"digest", NOON + 2 * HOUR)
    assert await store.sweep_age(NOON + 4 * HOUR, 500) == 2
    assert await store.proofs() == []
    assert await store.sweep_age(NOON + CODE_MS + KEPT_MS, 500) == 1
    assert await store.vouches() == []


async def test_a_code_works_once_two_of_the_team_said_so(store: Store) -> None:
    await store.open_vouch(VOUCH, deed())
    assert not await store.use_vouch("v1", ANA, NOON, deed("vouch_used"))
    assert not await store.second_vouch("v1", 1, NOON, deed("vouch_seconded"))
    assert await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    assert not await store.second_vouch("v1", 3, NOON, deed("vouch_seconded"))
    assert await store.use_vouch("v1", ANA, NOON + 1, deed("vouch_used"))
    assert not await store.use_vouch("v1", BILAL, NOON + 1, deed("vouch_used"))
    used = msgspec.structs.replace(VOUCH, seconded_by=2, session_id=ANA, used_at_ms=NOON + 1)
    assert await store.vouch("v1") == await store.vouch_of_code(b"code") == used
    assert await store.vouch("v2") is await store.vouch_of_code(b"other") is None
    events = await store.moderation_events(1_000, 10)
    assert [event.deed.what for event in reversed(events)] == ["vouch_opened", "vouch_seconded", "vouch_used"]


async def test_of_many_who_use_a_code_at_once_one_does(store: Store) -> None:
    await store.open_vouch(VOUCH, deed())
    await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    uses = (store.use_vouch("v1", f"session-{place}", NOON, deed("vouch_used")) for place in range(4))
    assert sorted(await asyncio.gather(*uses)) == [False, False, False, True]


async def test_a_code_is_worth_nothing_after_a_quarter_of_an_hour(store: Store) -> None:
    await store.open_vouch(VOUCH, deed())
    assert not await store.second_vouch("v1", 2, NOON + CODE_MS, deed("vouch_seconded"))
    await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    assert not await store.use_vouch("v1", ANA, NOON + CODE_MS, deed("vouch_used"))


async def test_what_is_taken_back_ends_the_proof_it_gave_and_no_other(store: Store) -> None:
    await with_ana(store)
    await store.open_vouch(VOUCH, deed())
    await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    await store.use_vouch("v1", ANA, NOON, deed("vouch_used"))
    await store.keep_proof(kept(method="human"))
    revoked = await store.revoke_vouch("v1", NOON + 5, deed("vouch_revoked"))
    assert revoked is not None
    assert revoked.session_id == ANA
    assert await store.proof_of(ANA) is None
    assert (await told(store))[-1] == ProofsChanged(ANA, "revoked")
    assert await store.revoke_vouch("v1", NOON + 6, deed("vouch_revoked")) is None
    assert await store.revoke_vouch("v2", NOON + 6, deed("vouch_revoked")) is None


async def test_a_proof_by_another_method_is_not_taken_back_with_a_vouch(store: Store) -> None:
    await with_ana(store)
    await store.open_vouch(VOUCH, deed())
    await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    await store.use_vouch("v1", ANA, NOON, deed("vouch_used"))
    await store.keep_proof(kept(method="eu"))
    await store.revoke_vouch("v1", NOON + 5, deed("vouch_revoked"))
    assert await store.proof_of(ANA) == kept(method="eu")


async def test_a_vouch_taken_back_before_it_was_used_never_works(store: Store) -> None:
    await store.open_vouch(VOUCH, deed())
    await store.revoke_vouch("v1", NOON, deed("vouch_revoked"))
    assert not await store.second_vouch("v1", 2, NOON, deed("vouch_seconded"))
    assert not await store.use_vouch("v1", ANA, NOON, deed("vouch_used"))
