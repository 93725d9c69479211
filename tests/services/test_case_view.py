"""A case as its moderators see it: of other rooms, a room's moderator is told nothing."""

from tests.services.court import Trial, trial

NOTE = "Entre nous."


async def two_rooms() -> tuple[Trial, Trial]:
    """Mo muted Bilal in agora, with a note; now he is reported in cuisine."""
    scene = await trial()
    await scene.decide("mute", note=NOTE)
    for tab in (scene.ana, scene.bilal):
        await tab.enter("cuisine")
    return scene, await scene.another_case("cuisine")


async def test_a_rooms_moderator_reads_no_decision_of_another_room_and_no_note_of_it() -> None:
    _, beside = await two_rooms()
    case = await beside.case()
    elsewhere = await beside.stage.moderator("Chloé", rooms=frozenset({case.subject.room_id}))
    views = beside.stage.house.http.team.views
    assert (await views.told(elsewhere, case)).decisions == ()
    (decision,) = (await views.told(beside.nour, case)).decisions
    assert (decision.room, decision.note) == ("agora", NOTE)


async def test_a_preview_of_a_reversal_tells_a_rooms_moderator_of_their_room_only() -> None:
    _, beside = await two_rooms()
    case = await beside.case()
    elsewhere = await beside.stage.moderator("Chloé", rooms=frozenset({case.subject.room_id}))
    kept = await beside.decide("mute", by=elsewhere)
    assert (await beside.court.reversing.preview(elsewhere, kept.judgement.id))[1] == []
    assert len((await beside.court.reversing.preview(beside.nour, kept.judgement.id))[1]) == 1
