"""Proving: an attempt is of one session and one browser, good once, and what it gives is felt everywhere at once."""

import asyncio

import pytest

from palabre.domain.age_attempt import ATTEMPT_MS, Attempt, Device
from palabre.domain.age_found import AgeFound
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.services.proving import Proving
from palabre.settings.traffic import Allowances
from tests.cast import HOUR, PREFIX, Stage, refused, set_stage, settings_of
from tests.tools.browser_key import Browser

ADULT = AgeFound(threshold=18, is_over=True, issuer_sha256=bytes(32))
MINOR = AgeFound(threshold=18, is_over=False, issuer_sha256=bytes(32))


def proving_of(stage: Stage) -> Proving:
    return stage.house.http.age.proving


async def begun(
    stage: Stage, session: Session, method: str = "demo", browser: Browser | None = None, device: Device = "same"
) -> Attempt:
    key = (browser or Browser()).key
    return await proving_of(stage).begin(session, method, key, prefix=PREFIX, device=device)


def presented(name: bytes = b"presentation", ends_ms: int = 2**52) -> AgeFound:
    return AgeFound(
        threshold=18,
        is_over=True,
        issuer_sha256=bytes(32),
        presentation_sha256=name,
        presentation_ends_ms=ends_ms,
    )


async def test_the_browser_that_began_completes_it_with_what_only_it_was_given() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    completion = await proving.answered(attempt.id, ADULT)
    assert completion.matching_code is None
    assert proving.of(ana.id, attempt.id).state == "answered"
    assert proving.proof_of(ana.id) is None
    proof = await proving.complete(ana.id, attempt.id, response_code=completion.response_code)
    assert (proof.method, proof.threshold, proof.result) == ("demo", 18, True)
    assert proving.of(ana.id, attempt.id).state == "proven"
    assert proving.until_ms(ana.id) == stage.clock.now_ms() + int(HOUR) * 1_000


async def test_an_attempt_is_there_for_the_session_that_began_it_only() -> None:
    stage = await set_stage()
    (_, ana), (_, bilal) = await stage.session("Ana"), await stage.session("Bilal")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    with refused("not_found"):
        proving.of(bilal.id, attempt.id)
    code = (await proving.answered(attempt.id, ADULT)).response_code
    with refused("not_found"):
        await proving.complete(bilal.id, attempt.id, response_code=code)
    with refused("not_found"):
        proving.cancel(bilal.id, attempt.id)
    assert proving.proof_of(bilal.id) is None
    await proving.complete(ana.id, attempt.id, response_code=code)


async def test_nothing_is_completed_twice_nor_by_two_at_once() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    code = (await proving.answered(attempt.id, ADULT)).response_code
    outcomes = await asyncio.gather(
        *(proving.complete(ana.id, attempt.id, response_code=code) for _ in range(3)), return_exceptions=True
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["Proof", "Refusal", "Refusal"]
    with refused("attempt_over"):
        await proving.answered(attempt.id, ADULT)


async def test_a_second_answer_changes_nothing() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    code = (await proving.answered(attempt.id, ADULT)).response_code
    with refused("attempt_over"):
        await proving.answered(attempt.id, ADULT)
    proving.refused(attempt.id, "declined")
    await proving.complete(ana.id, attempt.id, response_code=code)


@pytest.mark.parametrize("given", [None, "", "wrong", "A" * 10_000])
async def test_the_third_wrong_response_code_ends_it(given: str | None) -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    right = (await proving.answered(attempt.id, ADULT)).response_code
    for left in (2, 1, 0):
        with refused("code_wrong") as declined:
            await proving.complete(ana.id, attempt.id, response_code=given)
        assert declined.refusal.limit == left
    told = proving.of(ana.id, attempt.id)
    assert (told.state, told.refusal) == ("refused", "codes_spent")
    with refused("attempt_over"):
        await proving.complete(ana.id, attempt.id, response_code=right)


async def test_the_other_device_shows_six_digits_that_are_typed_back() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana, device="other")
    completion = await proving.answered(attempt.id, ADULT)
    assert completion.response_code is None
    code = completion.matching_code or ""
    assert len(code) == 6
    assert code.isdecimal()
    assert proving.of(ana.id, attempt.id).needs() == "matching_code"
    with refused("code_wrong"):
        await proving.complete(ana.id, attempt.id, response_code=code)
    await proving.code(ana.id, attempt.id, code)
    assert proving.proof_of(ana.id) is not None


async def test_a_newer_attempt_ends_the_older_of_the_same_session() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, older = proving_of(stage), await begun(stage, ana)
    newer = await begun(stage, ana)
    assert proving.of(ana.id, older.id).state == "ended"
    with refused("attempt_over"):
        await proving.answered(older.id, ADULT)
    assert proving.of(ana.id, newer.id).state == "waiting"


async def test_ten_minutes_later_it_is_over_and_later_still_forgotten() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    code = (await proving.answered(attempt.id, ADULT)).response_code
    stage.clock.step(ATTEMPT_MS / 1_000)
    told = proving.of(ana.id, attempt.id)
    assert (told.state, told.refusal) == ("ended", "expired")
    with refused("attempt_over"):
        await proving.complete(ana.id, attempt.id, response_code=code)
    await stage.step(2 * ATTEMPT_MS / 1_000)
    with refused("not_found"):
        proving.of(ana.id, attempt.id)


async def test_what_proves_a_minor_is_refused_and_tells_why() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    with refused("attempt_over"):
        await proving.answered(attempt.id, MINOR)
    told = proving.of(ana.id, attempt.id)
    assert (told.state, told.refusal) == ("refused", "not_over_18")
    assert proving.proof_of(ana.id) is None


async def test_a_presentation_is_good_once_whoever_brings_it() -> None:
    stage = await set_stage()
    (_, ana), (_, bilal) = await stage.session("Ana"), await stage.session("Bilal")
    proving = proving_of(stage)
    first, second = await begun(stage, ana), await begun(stage, bilal)
    await proving.answered(first.id, presented())
    with refused("attempt_over"):
        await proving.answered(second.id, presented())
    assert proving.of(bilal.id, second.id).refusal == "presentation_reused"
    assert b"presentation" not in stage.store.tables.presentations
    assert len(stage.store.tables.presentations) == 1


async def test_of_two_who_bring_the_same_at_once_one_is_believed() -> None:
    stage = await set_stage()
    proving = proving_of(stage)
    attempts = [await begun(stage, (await stage.session(name))[1]) for name in ("Ana", "Bilal", "Chloé")]
    outcomes = await asyncio.gather(
        *(proving.answered(attempt.id, presented()) for attempt in attempts), return_exceptions=True
    )
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 2


async def test_attempts_from_one_prefix_are_counted() -> None:
    stage = await set_stage(settings_of(allowances=Allowances(factor=0.001)))
    _, ana = await stage.session("Ana")
    await begun(stage, ana)
    with refused("slowed") as slowed:
        await begun(stage, ana)
    assert slowed.refusal.reason == "prefix"


async def test_a_method_that_is_not_offered_is_not_there() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    with refused("not_found"):
        await begun(stage, ana, "eu")
    assert [info.name for info in proving_of(stage).methods()] == ["demo", "human"]


async def test_leaving_ends_attempt_and_proof() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    await stage.prove(ana, Browser())
    await stage.house.http.guests.leaving.leave(ana)
    with refused("not_found"):
        proving.of(ana.id, attempt.id)
    assert proving.proof_of(ana.id) is None
    assert stage.store.tables.proofs == {}


async def test_erasing_everything_erases_the_proof() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    await stage.prove(ana, Browser())
    await stage.house.http.guests.leaving.erase(ana)
    assert stage.store.tables.proofs == {}
    assert not stage.house.adulthood.proofs.is_adult(ana.id)


async def test_a_completion_that_cannot_be_kept_may_be_tried_again() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    code = (await proving.answered(attempt.id, ADULT)).response_code
    stage.store.tables.writable = False
    with pytest.raises(Exception, match=r"^$"):
        await proving.complete(ana.id, attempt.id, response_code=code)
    assert proving.proof_of(ana.id) is None
    stage.store.tables.writable = True
    await proving.complete(ana.id, attempt.id, response_code=code)


async def test_no_secret_of_an_attempt_is_printed_or_held_in_clear() -> None:
    stage = await set_stage()
    _, ana = await stage.session("Ana")
    proving, attempt = proving_of(stage), await begun(stage, ana)
    completion = await proving.answered(attempt.id, ADULT)
    secret = completion.response_code or ""
    held = repr(completion) + repr(attempt) + repr(vars(proving))
    assert secret not in held
