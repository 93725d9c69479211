"""Somebody banned who proves again under a new name: known by a keyed hash alone, and let in nowhere."""

from palabre.domain.age_found import AgeFound
from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.sanction import SanctionKind
from palabre.services.upholding import Presented
from tests.cast import PREFIX, Stage, Tab, assert_done, assert_refused, refused, restarted
from tests.services.court import Trial, session_of, trial
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


async def proven(stage: Stage, nickname: str) -> Tab:
    """The person of PAIRWISE under a new name, in another browser."""
    tab = await stage.guest(nickname, "cuisine")
    presented = Presented(found=FOUND, method="oidc", key_thumbprint=Browser().key.thumbprint())
    await stage.house.adulthood.upholding.keep(session_of(stage, tab).id, presented)
    return tab


async def banned_person(sanction: SanctionKind = "ban") -> tuple[Trial, Kept]:
    scene = await trial()
    presented = Presented(found=FOUND, method="oidc", key_thumbprint=Browser().key.thumbprint())
    await scene.stage.house.adulthood.upholding.keep(scene.bilal_id, presented)
    return scene, await scene.decide(sanction, minutes=60)


async def test_the_session_a_banned_person_proves_it_under_is_banned_at_once_and_everywhere() -> None:
    scene, kept = await banned_person()
    tab = await proven(scene.stage, "Basile")
    (told,) = [event["sanction"] for event in tab.received("sanction.applied")]
    assert kept.sanction is not None and told["id"] == kept.sanction.id
    for room in ("agora", "cuisine"):
        assert_refused(await tab.ask("room.enter", room=room), "banned")
    assert_refused(await tab.post("Me revoilà", "cuisine"), "banned")
    session = session_of(scene.stage, tab)
    with refused("banned"):
        await scene.stage.house.http.guests.opening.open(
            nickname="Bruno", locale="fr", room=None, prefix=PREFIX, before=(session.id, *session.continues)
        )
    again = await restarted(scene.stage)
    later = again.tab(session)
    assert_refused(await later.ask("room.enter", room="agora"), "banned")


async def test_a_person_proven_in_two_browsers_is_banned_in_both() -> None:
    scene = await trial()
    other = await proven(scene.stage, "Basile")
    presented = Presented(found=FOUND, method="oidc", key_thumbprint=Browser().key.thumbprint())
    await scene.stage.house.adulthood.upholding.keep(scene.bilal_id, presented)
    kept = await scene.decide("ban", minutes=60)
    assert [event["sanction"]["kind"] for event in other.received("sanction.applied")] == ["ban"]
    assert_refused(await other.ask("room.enter", room="cuisine"), "banned")
    await scene.court.reversing.reverse(scene.nour, kept.judgement.id, "Une erreur.")
    assert len(other.received("sanction.lifted")) == 1
    await other.enter("cuisine")
    assert_done(await other.post("Merci", "cuisine"))


async def test_a_ban_from_one_room_follows_the_person_into_that_room_only() -> None:
    scene, _ = await banned_person("room_ban")
    tab = await proven(scene.stage, "Basile")
    assert_done(await tab.post("Ici, je parle", "cuisine"))
    assert_refused(await tab.ask("room.enter", room="agora"), "banned")
    assert scene.stage.house.adulthood.upholding.proof_of(session_of(scene.stage, tab).id) is not None
