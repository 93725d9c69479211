"""Vouching: two of the team, one code, one session, a quarter of an hour; written down, and taken back at once."""

import pytest

from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.domain.vouch import CODE_MS, code_from, code_hash
from palabre.services.proving import Proving
from palabre.services.vouching import Vouching, VouchRow
from palabre.settings import Settings
from tests.cast import PREFIX, Stage, declined, refused, set_stage, settings_of, with_settings
from tests.tools.browser_key import Browser


def vouching_of(stage: Stage) -> Vouching:
    return stage.house.http.age.vouching


def proving_of(stage: Stage) -> Proving:
    return stage.house.http.age.proving


async def team(settings: Settings | None = None) -> tuple[Stage, Staff, Staff, Session]:
    stage = await set_stage(settings)
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    return stage, mo, nour, (await stage.session("Ana"))[1]


async def begun(stage: Stage, session: Session) -> str:
    return (await proving_of(stage).begin(session, "human", Browser().key, prefix=PREFIX)).id


async def confirmed(stage: Stage, mo: Staff, nour: Staff) -> VouchRow:
    row = await vouching_of(stage).open(mo)
    await vouching_of(stage).second(nour, row.vouch.id)
    return row


async def test_a_code_two_confirmed_proves_the_guest_who_types_it() -> None:
    stage, mo, nour, ana = await team()
    row = await confirmed(stage, mo, nour)
    typed = (row.code or "").lower().replace("-", " ")
    proof = await proving_of(stage).code(ana.id, await begun(stage, ana), typed)
    assert proof.method == "human"
    assert proving_of(stage).proof_of(ana.id) == proof
    whats = [(deed.who, deed.what) for deed in stage.store.tables.deeds if deed.what.startswith("vouch")]
    assert whats == [("M-1", "vouch_opened"), ("M-2", "vouch_seconded"), ("palabre", "vouch_used")]
    assert ana.id not in str([deed.subject + deed.reason for deed in stage.store.tables.deeds])


async def test_before_another_confirmed_it_says_nothing() -> None:
    stage, mo, _, ana = await team()
    row = await vouching_of(stage).open(mo)
    with declined("needs_another_person"):
        await vouching_of(stage).second(mo, row.vouch.id)
    with refused("code_wrong") as wrong:
        await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    assert wrong.refusal.limit == 2


async def test_it_works_once() -> None:
    stage, mo, nour, ana = await team()
    row = await confirmed(stage, mo, nour)
    await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    _, bilal = await stage.session("Bilal")
    with refused("code_wrong"):
        await proving_of(stage).code(bilal.id, await begun(stage, bilal), row.code or "")


async def test_it_is_over_after_a_quarter_of_an_hour() -> None:
    stage, mo, nour, ana = await team()
    row = await confirmed(stage, mo, nour)
    stage.clock.step(CODE_MS / 1_000)
    with refused("code_wrong"):
        await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    with declined("vouch_over"):
        await vouching_of(stage).second(nour, row.vouch.id)
    assert [each.state for each in await vouching_of(stage).all(mo)] == ["expired"]


async def test_three_wrong_codes_end_the_attempt() -> None:
    stage, _, _, ana = await team()
    attempt_id = await begun(stage, ana)
    for _ in range(3):
        with refused("code_wrong"):
            await proving_of(stage).code(ana.id, attempt_id, "0000-0000")
    assert proving_of(stage).of(ana.id, attempt_id).refusal == "codes_spent"
    with refused("attempt_over"):
        await proving_of(stage).code(ana.id, attempt_id, "0000-0000")


async def test_taking_it_back_ends_the_proof_at_once() -> None:
    stage, mo, nour, ana = await team()
    tab = stage.tab(ana)
    row = await confirmed(stage, mo, nour)
    await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    await vouching_of(stage).revoke(nour, row.vouch.id)
    assert proving_of(stage).proof_of(ana.id) is None
    assert stage.store.tables.proofs == {}
    assert tab.received("proof.changed")[-1] == {
        "type": "proof.changed",
        "proven": False,
        "until": None,
        "why": "revoked",
    }
    assert stage.store.tables.deeds[-1].what == "vouch_revoked"
    with declined("vouch_over"):
        await vouching_of(stage).revoke(mo, row.vouch.id)


async def test_taking_it_back_leaves_a_proof_by_another_method() -> None:
    stage, mo, nour, ana = await team()
    row = await confirmed(stage, mo, nour)
    await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    await stage.prove(ana, Browser(), "eu")
    await vouching_of(stage).revoke(mo, row.vouch.id)
    proof = proving_of(stage).proof_of(ana.id)
    assert proof is not None
    assert proof.method == "eu"


async def test_who_answers_for_some_rooms_only_or_holds_a_key_only_vouches_for_nobody() -> None:
    stage, mo, _, _ = await team()
    row = await vouching_of(stage).open(mo)
    for member in (await stage.moderator("Zoé", rooms=frozenset({1})), await stage.moderator("K", role="custodian")):
        for asked in (
            vouching_of(stage).open(member),
            vouching_of(stage).second(member, row.vouch.id),
            vouching_of(stage).revoke(member, row.vouch.id),
            vouching_of(stage).all(member),
        ):
            with declined("not_for_you"):
                await asked


async def test_nobody_vouches_for_a_guest_of_their_own_browser_in_a_public_place() -> None:
    stage, mo, nour, ana = await team()
    strict = Vouching(
        stage.store,
        stage.house.adulthood.upholding,
        stage.house.http.team.people.confirming,
        stage.house.http.team.people.conflicts,
        stage.clock,
        stage.chance,
        instance_name="Palabre",
        strict=True,
    )
    row = await strict.open(mo)
    await strict.second(nour, row.vouch.id)
    await stage.house.http.team.people.conflicts.note(nour.number, ana.id)
    assert await strict.use(ana.id, row.code or "") is None
    _, bilal = await stage.session("Bilal")
    found = await strict.use(bilal.id, row.code or "")
    assert found is not None
    assert found.is_over


async def test_in_a_demo_one_person_may_try_both_seats() -> None:
    stage, mo, nour, ana = await team()
    await stage.house.http.team.people.conflicts.note(mo.number, ana.id)
    row = await confirmed(stage, mo, nour)
    await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")


async def test_nobody_is_told_which_guest_used_it_nor_the_code_again() -> None:
    stage, mo, nour, ana = await team()
    row = await confirmed(stage, mo, nour)
    await proving_of(stage).code(ana.id, await begun(stage, ana), row.code or "")
    (told,) = await vouching_of(stage).all(mo)
    assert (told.state, told.is_mine, told.code) == ("used", True, None)
    assert (row.code or "") not in repr(stage.store.tables)


async def test_a_vouch_that_is_not_there_is_unknown() -> None:
    stage, mo, _, _ = await team()
    with declined("vouch_unknown"):
        await vouching_of(stage).second(mo, "v404")
    with declined("vouch_unknown"):
        await vouching_of(stage).revoke(mo, "v404")


async def test_where_people_vouch_for_nobody_no_code_is_asked_for() -> None:
    settings = settings_of()
    age = type(settings.age)(methods=("demo",))
    stage, _, _, ana = await team(with_settings(settings, age=age))
    with refused("not_found"):
        await begun(stage, ana)


@pytest.mark.parametrize("typed", ["abcd-1o1l", "ABCD 1OIL", "abcd.1011"])
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert code_hash(typed) == code_hash("ABCD-1011")


def test_a_code_is_eight_letters_of_forty_random_bits() -> None:
    assert code_from(bytes(5)) == "0000-0000"
    assert code_from(bytes([255] * 5)) == "ZZZZ-ZZZZ"
