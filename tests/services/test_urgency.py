"""An urgent case calls the staff until somebody looks; a room where nobody comes closes to writing."""

import pytest

from palabre.domain.moderation.case import Case
from palabre.domain.moderation.report import Category, Report, Subject
from palabre.ports.cases import Filing
from palabre.ports.notifier import AnyCall, Call, NotTold
from palabre.services.urgency import OnCall, Urgency
from tests.cast import HOUR, MINUTE, Stage, Tab, assert_done, assert_refused, set_stage


class Recorder:
    """A way to reach people that writes down what it was asked, and fails when told to."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.fails = False

    async def tell(self, call: AnyCall) -> None:
        assert isinstance(call, Call)
        if self.fails:
            raise NotTold("the mail server failed")
        self.calls.append(call)


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
def pager() -> Recorder:
    return Recorder()


@pytest.fixture
def urgency(stage: Stage, pager: Recorder) -> Urgency:
    """As composed, but with a way to reach people."""
    house, team = stage.house, stage.house.http.team
    on_call = OnCall(pager, house.http.rooms.directory, desk="https://palabre.example/desk", every_ms=300_000)
    return Urgency(stage.store, on_call, team.urgency.pausing, team.board, stage.clock)


async def filed(stage: Stage, category: Category = "danger", room_id: int = 1, session_id: str = "ana") -> Case:
    now = stage.clock.now_ms()
    subject = Subject(kind="guest", room_id=room_id, session_id=session_id, tag="tag")
    report = Report(id=f"r-{session_id}", at_ms=now, subject=subject, category=category, reporter="bilal", source="s")
    return (await stage.store.file(Filing(case_id=f"case-{session_id}", report=report, pieces=()))).case


async def chloe_in(stage: Stage) -> Tab:
    return await stage.guest("Chloé", "agora")


async def test_an_urgent_case_is_told_at_once_and_every_five_minutes(
    stage: Stage, pager: Recorder, urgency: Urgency
) -> None:
    case = await filed(stage)
    await urgency.look()
    stage.clock.step(4 * MINUTE)
    await urgency.look()
    assert [call.times for call in pager.calls] == [1]
    stage.clock.step(MINUTE)
    await urgency.look()
    assert [call.times for call in pager.calls] == [1, 2]
    (first, _) = pager.calls
    assert first == Call(
        kind="urgent", case_id=case.id, category="danger", room="Agora", desk="https://palabre.example/desk"
    )
    done = [event.deed.what for event in await stage.store.events_of_case(case.id)]
    assert done.count("urgent_told") == 2


async def test_nobody_is_called_any_more_once_somebody_has_seen_it(
    stage: Stage, pager: Recorder, urgency: Urgency
) -> None:
    case = await filed(stage)
    await urgency.look()
    casework = stage.house.http.team.casework
    acknowledged = await casework.acknowledge(await stage.moderator(), case.id)
    assert acknowledged.acknowledged_ms is not None
    stage.clock.step(6 * MINUTE)
    await urgency.look()
    assert len(pager.calls) == 1


async def test_a_case_that_is_not_urgent_is_told_when_its_time_is_over_and_once(
    stage: Stage, pager: Recorder, urgency: Urgency
) -> None:
    await filed(stage, "harassment")
    await urgency.look()
    assert pager.calls == []
    stage.clock.step(24 * HOUR + 1)
    await urgency.look()
    await urgency.look()
    assert [call.kind for call in pager.calls] == ["overdue"]


async def test_who_could_not_be_told_is_told_later_and_nothing_is_recorded_meanwhile(
    stage: Stage, pager: Recorder, urgency: Urgency
) -> None:
    case = await filed(stage)
    pager.fails = True
    await urgency.look()
    kept = await stage.store.case(case.id)
    assert kept is not None
    assert kept.told_ms is None
    pager.fails = False
    await urgency.look()
    assert pager.calls == []
    stage.clock.step(31)
    await urgency.look()
    assert len(pager.calls) == 1


async def test_after_a_quarter_of_an_hour_with_nobody_there_a_room_closes_to_writing(stage: Stage) -> None:
    chloe = await chloe_in(stage)
    case = await filed(stage)
    await stage.step(14 * MINUTE)
    assert_done(await chloe.post("Il y a quelqu'un ?"))
    await stage.step(MINUTE)
    assert_refused(await chloe.post("Allô ?"), "room_paused")
    assert "Personne de l’équipe n’est disponible" in chloe.received("message.posted")[-1]["message"]["body"]
    assert_done(await (await stage.guest("Ana", "cuisine")).post("Ici tout va bien", room="cuisine"))
    team = stage.house.http.team
    await team.casework.acknowledge(await stage.moderator(), case.id)
    await team.urgency.settle()
    assert_done(await chloe.post("Ah, merci"))
    assert "On peut de nouveau écrire" in chloe.text


async def test_a_room_somebody_watches_stays_open(stage: Stage) -> None:
    chloe = await chloe_in(stage)
    await filed(stage)
    team = stage.house.http.team
    member = await stage.moderator()
    await stage.step(14 * MINUTE)
    team.covering.watch(member, team.rounds.find(["agora"]), active=True)
    await stage.step(MINUTE)
    assert_done(await chloe.post("Bonsoir"))


async def test_a_pause_holds_over_a_second_urgent_case_and_is_told_once_each(stage: Stage) -> None:
    chloe = await chloe_in(stage)
    first = await filed(stage)
    await filed(stage, "minor", session_id="driss")
    await stage.step(15 * MINUTE)
    team, member = stage.house.http.team, await stage.moderator()
    await team.casework.claim(member, first.id)
    await team.urgency.settle()
    assert_refused(await chloe.post("Allô ?"), "room_paused")
    assert "On peut de nouveau écrire" not in chloe.text


async def test_an_urgent_case_in_a_place_nobody_could_name_pauses_nothing(stage: Stage) -> None:
    chloe = await chloe_in(stage)
    await filed(stage, room_id=0)
    await stage.step(16 * MINUTE)
    assert_done(await chloe.post("Bonsoir"))
