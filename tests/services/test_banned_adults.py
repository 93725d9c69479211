"""Somebody banned who proves again under a new name: known by a keyed hash alone, and let in nowhere."""

from palabre.domain.age_found import AgeFound
from palabre.services.upholding import Presented
from tests.cast import PREFIX, refused
from tests.services.court import session_of, trial
from tests.tools.browser_key import Browser

PAIRWISE = b"what the provider calls them here"
FOUND = AgeFound(threshold=18, is_over=True, issuer_sha256=bytes(32), pairwise=PAIRWISE)


async def test_the_ban_of_a_proven_guest_is_of_the_person() -> None:
    scene = await trial()
    upholding, proving = scene.stage.house.adulthood.upholding, scene.stage.house.http.age.proving
    shown = Presented(found=FOUND, method="oidc", key_thumbprint=Browser().key.thumbprint())
    await upholding.keep(session_of(scene.stage, scene.bilal).id, shown)
    await scene.decide("ban", minutes=60)
    _, again = await scene.stage.session("Basile", prefix="198.51.100.0/24")
    attempt = await proving.begin(again, "demo", Browser().key, prefix=PREFIX)
    code = (await proving.answered(attempt.id, FOUND)).response_code
    with refused("attempt_over"):
        await proving.complete(again.id, attempt.id, response_code=code)
    told = proving.of(again.id, attempt.id)
    assert (told.state, told.refusal) == ("refused", "banned")
    assert proving.proof_of(again.id) is None
    assert PAIRWISE.decode() not in repr(scene.stage.store.tables)


async def test_somebody_else_and_whoever_was_forgiven_prove_it_as_anyone() -> None:
    scene = await trial()
    upholding = scene.stage.house.adulthood.upholding
    shown = Presented(found=FOUND, method="oidc", key_thumbprint=Browser().key.thumbprint())
    await upholding.keep(session_of(scene.stage, scene.bilal).id, shown)
    await scene.decide("ban", minutes=60)
    _, chloe = await scene.stage.session("Chloé")
    other = AgeFound(threshold=18, is_over=True, issuer_sha256=bytes(32), pairwise=b"somebody else")
    assert await upholding.keep(chloe.id, Presented(found=other, method="oidc", key_thumbprint="k")) is not None
    scene.stage.clock.step(3_600)
    await scene.stage.house.standing.neighbours.step()
    _, later = await scene.stage.session("Basile")
    assert await upholding.keep(later.id, shown) is not None
