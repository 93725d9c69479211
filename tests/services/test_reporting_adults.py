"""Reporting what one was shown in a room for adults, once one's proof is over."""

from palabre.adapters.clock import AcceleratedClock
from palabre.domain.moderation.report import SubjectKind
from palabre.domain.session import Session
from palabre.protocol.resources import ReportMade, ReportRequest, ReportSubject
from palabre.services.lapsed import Lapsed, Span
from tests.cast import HOUR, NOON, PREFIX, SECOND, Stage, assert_done, refused, restarted
from tests.services.court import session_of
from tests.services.test_entitling import night_of


async def report(stage: Stage, session: Session, **subject: str) -> ReportMade:
    kind: SubjectKind = "message" if "message_id" in subject else "guest" if "tag" in subject else "room"
    asked = ReportRequest(subject=ReportSubject(kind=kind, room="minuit", **subject), category="blackmail")
    return await stage.house.http.guests.reporting.report(session, PREFIX, asked)


async def test_whose_proof_ended_reports_for_a_day_what_they_were_shown_and_nothing_said_since() -> None:
    night = await night_of()
    stage = night.stage
    chloe = await stage.adult("Chloé", "minuit")
    session = session_of(stage, chloe)
    stage.clock.step(1)
    await stage.house.adulthood.upholding.end(session.id, "ended")
    stage.clock.step(1)
    since = await night.bilal.post("Elle est partie", room="minuit")
    assert_done(since)
    assert_done(await night.bilal.ask("message.remove", room="minuit", message_id=night.message_id))
    with refused("not_found"):
        await report(stage, session, message_id=since["message_id"])
    with refused("not_found"):
        await report(stage, session_of(stage, night.ana), message_id=night.message_id)
    again = await restarted(stage)
    await report(again, session, message_id=night.message_id)
    await report(again, session)
    (mine, room) = await stage.store.cases(None, {"open"}, 10)
    assert (mine.subject.kind, room.subject.kind) == ("guest", "room")
    assert [piece.text.body for piece in await stage.store.pieces(mine.id) if piece.reported] == ["Il était une fois"]


async def test_a_guest_of_a_room_for_adults_is_reported_by_their_tag_after_ones_proof() -> None:
    night = await night_of()
    stage = night.stage
    chloe = await stage.adult("Chloé", "minuit")
    tag = chloe.received("room.entered")[0]["messages"][0]["author"]["tag"]
    await stage.house.adulthood.upholding.end(session_of(stage, chloe).id, "revoked")
    assert (await report(stage, session_of(stage, chloe), tag=tag)).receipt
    with refused("not_found"):
        await report(stage, session_of(stage, night.ana), tag=tag)


def test_a_day_after_a_proof_ended_nothing_is_remembered_of_it() -> None:
    clock = AcceleratedClock(0, start_ms=NOON)
    lapsed = Lapsed(clock)
    lapsed.ended("nobody", NOON)
    for _ in range(2):
        lapsed.began("chloé", clock.now_ms())
        clock.step(HOUR)
        lapsed.ended("chloé", clock.now_ms())
    first, second = lapsed.spans("chloé")
    assert (first, second) == (Span(NOON, NOON + 3_600_000), Span(NOON + 3_600_000, NOON + 7_200_000))
    assert not first.saw(NOON + 3_600_000, None) and second.saw(NOON + 3_600_000, None)
    assert not second.saw(NOON, NOON + 3_600_000) and second.saw(NOON, NOON + 3_600_001)
    clock.step(23 * HOUR)
    assert lapsed.spans("chloé") == (second,)
    clock.step(HOUR + SECOND)
    assert lapsed.spans("chloé") == ()
