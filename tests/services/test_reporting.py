"""What becomes of a report: every version is evidence, nobody learns who reported, counts decide nothing."""

import msgspec
import pytest

from palabre.domain.moderation.case import UNDECIDED, Case
from palabre.domain.moderation.report import Category
from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.http.parts import Team
from palabre.protocol.desk_cases import DeskCase
from palabre.protocol.resources import ReportMade, ReportRequest, ReportSubject
from palabre.settings.traffic import Allowances, ChallengeSettings
from tests.cast import (
    HOUR,
    MINUTE,
    PREFIX,
    Json,
    Stage,
    assert_done,
    declined,
    refused,
    set_stage,
    settings_of,
    with_settings,
)
from tests.services.court import session_of
from tests.services.test_conversing import two


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


def team(stage: Stage) -> Team:
    return stage.house.http.team


def message(posted: Json, room: str = "agora") -> ReportSubject:
    return ReportSubject(kind="message", room=room, message_id=str(posted["message_id"]))


async def report(
    stage: Stage,
    who: Session,
    subject: ReportSubject,
    category: Category = "harassment",
    text: str = "",
    *,
    prefix: str = PREFIX,
) -> ReportMade:
    asked = ReportRequest(subject=subject, category=category, text=text)
    return await stage.house.http.guests.reporting.report(who, prefix, asked)


async def guest(stage: Stage, nickname: str) -> tuple[Session, str]:
    """A guest in agora: their session, and the tag they have there once they wrote."""
    _, session = await stage.session(nickname)
    tab = stage.tab(session)
    await tab.enter()
    assert_done(await tab.post(f"Bonsoir, ici {nickname}"))
    return session, str(tab.received("message.posted")[-1]["message"]["author"]["tag"])


async def only_case(stage: Stage) -> Case:
    (case,) = await stage.store.cases(None, UNDECIDED, 10)
    return case


async def seen(stage: Stage, member: Staff, case: Case) -> DeskCase:
    looked = await team(stage).casework.look(member, case.id)
    return await team(stage).views.told(member, looked)


async def test_every_version_of_a_threat_that_was_edited_removed_and_left_behind_an_hour_later(stage: Stage) -> None:
    _, bilal = await stage.session("Bilal")
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    await stage.step(1)
    threat = await ana.post("On va se revoir, toi")
    edit = {"room": "agora", "message_id": threat["message_id"]}
    assert_done(await ana.ask("message.edit", body="On va bien se retrouver", **edit))
    assert_done(await ana.ask("message.remove", **edit))
    await stage.house.http.guests.leaving.erase(session)
    await stage.step(HOUR)
    await report(stage, bilal, message(threat), "blackmail")
    case = await seen(stage, await stage.moderator(), await only_case(stage))
    assert [(piece.body, piece.version, piece.removed) for piece in case.evidence] == [
        ("On va se revoir, toi", 1, True),
        ("On va bien se retrouver", 2, True),
    ]
    assert {piece.who for piece in case.evidence} == {"subject"}


async def test_what_was_hidden_before_one_came_was_never_shown(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("On va se revoir, toi")
    await stage.step(1)
    assert_done(await ana.ask("message.remove", room="agora", message_id=posted["message_id"]))
    await stage.step(1)
    _, bilal = await stage.session("Bilal")
    with refused("not_found"):
        await report(stage, bilal, message(posted))


async def test_after_a_day_what_was_removed_cannot_be_reported_any_more(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    _, bilal = await stage.session("Bilal")
    posted = await ana.post("On va se revoir, toi")
    assert_done(await ana.ask("message.remove", room="agora", message_id=posted["message_id"]))
    await stage.step(24 * HOUR + 1)
    with refused("not_found"):
        await report(stage, bilal, message(posted))


async def test_a_held_message_was_never_delivered(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    held = await ana.post("Appelle-moi au 06 39 98 12 34")
    assert held["status"] == "held"
    _, bilal = await stage.session("Bilal")
    with refused("not_found"):
        await report(stage, bilal, message(held))


async def test_nobody_reports_themselves(stage: Stage) -> None:
    ana, tag = await guest(stage, "Ana")
    with refused("not_found"):
        await report(stage, ana, ReportSubject(kind="guest", room="agora", tag=tag))


async def test_fifty_raiders_make_one_case_that_does_nothing_by_itself(stage: Stage) -> None:
    _, tag = await guest(stage, "Ana")
    victim = ReportSubject(kind="guest", room="agora", tag=tag)
    for number in range(50):
        _, raider = await stage.session(f"Raider{number}")
        await report(stage, raider, victim, prefix=f"198.51.{number % 5}.0/24")
    case = await only_case(stage)
    assert (case.reports, len(case.sources)) == (50, 5)
    told = await seen(stage, await stage.moderator(), case)
    assert sum(report.weight for report in told.reports) == 5
    newcomer = await stage.guest("Chloé", "agora")
    assert "Bonsoir, ici Ana" in newcomer.text
    assert case.state == "open"


async def test_a_join_wave_weighs_as_one() -> None:
    stage = await set_stage(
        with_settings(
            settings_of(),
            challenge=ChallengeSettings(join_wave=3),
            allowance=msgspec.structs.replace(settings_of().allowance, factor=1_000.0),
        )
    )
    _, tag = await guest(stage, "Ana")
    await stage.step(20 * MINUTE)
    raiders = [(await stage.session(f"Raider{number}"))[1] for number in range(12)]
    for number, raider in enumerate(raiders):
        await report(stage, raider, ReportSubject(kind="guest", room="agora", tag=tag), prefix=f"198.51.{number}.0/24")
    assert len((await only_case(stage)).sources) == 1


async def test_with_three_or_fewer_present_a_reporter_is_warned(stage: Stage) -> None:
    _, tag = await guest(stage, "Ana")
    bilal, _ = await guest(stage, "Bilal")
    subject = ReportSubject(kind="guest", room="agora", tag=tag)
    assert (await report(stage, bilal, subject)).may_be_guessed
    for nickname in ("Chloé", "Driss"):
        await guest(stage, nickname)
    assert not (await report(stage, bilal, subject)).may_be_guessed


async def test_whoever_was_reported_is_hidden_from_the_reporter_and_from_nobody_else(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    await ana.post("Bonsoir")
    tag = ana.received("message.posted")[-1]["message"]["author"]["tag"]
    _, session = await stage.session("Bilal")
    bilal, chloe = stage.tab(session), await stage.guest("Chloé", "agora")
    await bilal.enter()
    await report(stage, session, ReportSubject(kind="guest", room="agora", tag=tag))
    await ana.post("Encore moi")
    assert bilal.received("message.hidden")
    assert "Encore moi" not in bilal.text
    assert "Encore moi" in chloe.text


async def test_a_report_on_a_room_hides_nobody(stage: Stage) -> None:
    bilal, _ = await guest(stage, "Bilal")
    made = await report(stage, bilal, ReportSubject(kind="room", room="agora"), "hate")
    assert made.lines == ()
    case = await only_case(stage)
    assert (case.subject.kind, case.subject.session_id) == ("room", None)
    assert await stage.house.http.guests.hidden.list(bilal.id) == []


async def test_an_urgent_report_is_answered_with_lines_to_call(stage: Stage) -> None:
    _, tag = await guest(stage, "Ana")
    bilal, _ = await guest(stage, "Bilal")
    subject = ReportSubject(kind="guest", room="agora", tag=tag)
    assert [line.number for line in (await report(stage, bilal, subject, "minor")).lines] == ["114", "119", "3018"]
    assert "3114" in [line.number for line in (await report(stage, bilal, subject, "danger")).lines]


async def test_a_reporter_is_told_whether_anyone_is_awake(stage: Stage) -> None:
    _, tag = await guest(stage, "Ana")
    bilal, _ = await guest(stage, "Bilal")
    subject = ReportSubject(kind="guest", room="agora", tag=tag)
    assert not (await report(stage, bilal, subject)).awake
    team(stage).covering.watch(await stage.moderator(), team(stage).rounds.find(["cuisine"]), active=True)
    assert (await report(stage, bilal, subject)).awake


async def test_a_case_of_three_people_tells_nobody_who_reported(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    bilal, bilal_tag = await guest(stage, "Bilal")
    chloe, chloe_tag = await guest(stage, "Chloé")
    threat = await ana.post("On va se revoir, toi")
    made = await report(stage, bilal, message(threat), text="Elle me suit partout")
    case = await only_case(stage)
    member = await stage.moderator("Mo", rooms=frozenset({1}))
    told = await seen(stage, member, case)
    state = await team(stage).desk.state(member, None)
    done = await stage.store.events_of_case(case.id)
    leaks = [bilal.id, bilal.nickname, bilal_tag, chloe.id, chloe_tag, made.receipt, PREFIX]
    for shown in (told, state.cases, [event.deed for event in done]):
        text = msgspec.json.encode(shown).decode()
        # What he wrote in the room is in the evidence, under a letter: his name in it is his own words.
        text = text.replace("Bonsoir, ici Bilal", "")
        assert not [leak for leak in leaks if leak in text]
    assert {piece.who for piece in told.evidence} == {"subject", "A", "B"}
    assert ana.frames == [frame for frame in ana.frames if "report" not in str(frame)]
    assert case.id not in ana.text


async def test_nobody_of_the_team_looks_at_a_case_they_are_part_of(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    bilal, _ = await guest(stage, "Bilal")
    threat = await ana.post("On va se revoir, toi")
    await report(stage, bilal, message(threat))
    case, member = await only_case(stage), await stage.moderator()
    assert len(await team(stage).casework.queue(member)) == 1
    await stage.store.share_guest(member.number, bilal.id, stage.clock.now_ms() + 1_000_000)
    await stage.step(20)
    assert await team(stage).casework.queue(member) == []
    for attempt in (team(stage).casework.look, team(stage).casework.claim, team(stage).casework.release):
        with declined("conflict_of_interest"):
            await attempt(member, case.id)
    other = await stage.moderator("Nour")
    assert (await team(stage).casework.claim(other, case.id)).claimed_by == other.id


async def test_who_answers_for_another_room_sees_no_case_of_this_one(stage: Stage) -> None:
    _, tag = await guest(stage, "Ana")
    bilal, _ = await guest(stage, "Bilal")
    await report(stage, bilal, ReportSubject(kind="guest", room="agora", tag=tag))
    case = await only_case(stage)
    elsewhere = await stage.moderator("Nour", rooms=frozenset({3}))
    assert await team(stage).casework.queue(elsewhere) == []
    with declined("not_for_you"):
        await team(stage).casework.look(elsewhere, case.id)
    custodian = await stage.moderator("Mo", role="custodian")
    assert await team(stage).casework.queue(custodian) == []


async def test_what_the_guest_writes_until_the_decision_is_evidence_too(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    bilal, _ = await guest(stage, "Bilal")
    threat = await ana.post("On va se revoir, toi")
    await report(stage, bilal, message(threat))
    await ana.post("Tu crois que je plaisante")
    await stage.step(31)
    case = await only_case(stage)
    assert "Tu crois que je plaisante" in [piece.text.body for piece in await stage.store.pieces(case.id)]
    member = await stage.moderator()
    await ana.post("Dernier avertissement")
    await team(stage).casework.claim(member, case.id)
    assert "Dernier avertissement" in [piece.text.body for piece in await stage.store.pieces(case.id)]


async def test_evidence_altered_on_disk_is_told_as_such(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    bilal, _ = await guest(stage, "Bilal")
    await report(stage, bilal, message(await ana.post("On va se revoir, toi")))
    case = await only_case(stage)
    kept = stage.store.tables.cases[case.id].pieces
    for key, (piece, sealed) in kept.items():
        kept[key] = (piece, sealed._replace(sealed=sealed.sealed[:-1] + bytes([sealed.sealed[-1] ^ 1])))
    told = await seen(stage, await stage.moderator(), case)
    assert all(piece.altered and piece.body == "" for piece in told.evidence)
    assert told.evidence


async def contact_shown(stage: Stage) -> tuple[Json, Session]:
    """A message with a telephone number, let pass by somebody of the team, and a guest who was shown it."""
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    held = await ana.post("Appelle-moi au 06 39 98 12 34")
    await team(stage).holding.release(str(held["message_id"]), await stage.moderator())
    _, bilal = await stage.session("Bilal")
    return held, bilal


async def test_a_reported_contact_detail_waits_for_a_person_and_comes_back_if_nothing_is_wrong(stage: Stage) -> None:
    shown, bilal = await contact_shown(stage)
    await report(stage, bilal, message(shown), "privacy")
    chloe = await stage.guest("Chloé", "agora")
    assert "06 39 98 12 34" not in chloe.text
    (waiting,) = await stage.store.held_messages(None, 10)
    assert waiting.grounds.rules[0].id == "privacy-report"
    again = await team(stage).holding.release(waiting.draft.id, await stage.moderator("Nour"))
    assert "06 39 98 12 34" in chloe.text
    second = ReportSubject(kind="message", room="agora", message_id=again.message_id)
    await report(stage, bilal, second, "privacy")
    assert await stage.store.held_messages(None, 10) == []


@pytest.mark.parametrize("category", ["harassment", "other"])
async def test_another_reason_hides_nothing(stage: Stage, category: Category) -> None:
    shown, bilal = await contact_shown(stage)
    await report(stage, bilal, message(shown), category)
    assert await stage.store.held_messages(None, 10) == []


async def test_a_message_without_a_contact_detail_stays(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    bilal, _ = await guest(stage, "Bilal")
    await report(stage, bilal, message(await ana.post("Il habite quelque part")), "privacy")
    assert await stage.store.held_messages(None, 10) == []


async def test_a_guest_reports_as_often_as_a_person_does() -> None:
    stage = await set_stage(settings_of(allowances=Allowances()))
    _, bilal = await stage.session("Bilal")
    subject = ReportSubject(kind="room", room="agora")
    for _ in range(6):
        await report(stage, bilal, subject, "other")
    with refused("slowed"):
        await report(stage, bilal, subject, "other")
    stage.clock.step(20)
    await report(stage, bilal, subject, "other")
    assert (await only_case(stage)).reports == 1


async def test_what_is_past_its_hours_is_reportable_for_a_day_by_who_was_shown_it_with_every_version() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    _, bilal = await stage.session("Bilal")
    ana = await stage.guest("Ana", "agora")
    threat = await ana.post("On va se revoir, toi")
    edit = {"room": "agora", "message_id": threat["message_id"]}
    assert_done(await ana.ask("message.edit", body="On va bien se retrouver", **edit))
    await stage.step(2 * HOUR)
    assert await stage.store.message(1, threat["message_id"]) is None
    stage.clock.step(1)
    _, chloe = await stage.session("Chloé")
    with refused("not_found"):
        await report(stage, chloe, message(threat))
    await report(stage, bilal, message(threat), "blackmail")
    case = await seen(stage, await stage.moderator(), await only_case(stage))
    assert [(piece.body, piece.version, piece.removed) for piece in case.evidence] == [
        ("On va se revoir, toi", 1, False),
        ("On va bien se retrouver", 2, False),
    ]
    assert case.row.subject.nickname == "Ana"


async def test_a_guest_is_reported_by_their_tag_alone_after_the_rooms_hours() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    _, bilal = await stage.session("Bilal")
    ana = await stage.guest("Ana", "agora")
    await ana.post("On va se revoir, toi")
    (said,) = ana.received("message.posted")
    tag = said["message"]["author"]["tag"]
    assert_done(await ana.ask("room.leave", room="agora"))
    await stage.step(2 * HOUR)
    await report(stage, bilal, ReportSubject(kind="guest", room="agora", tag=tag), "danger")
    case = await seen(stage, await stage.moderator(), await only_case(stage))
    assert [piece.body for piece in case.evidence] == ["On va se revoir, toi"]
    await stage.step(22 * HOUR)
    with refused("not_found"):
        await report(stage, bilal, ReportSubject(kind="guest", room="agora", tag=tag), "danger")


async def test_a_day_after_it_was_delivered_it_is_reportable_no_more() -> None:
    stage = await set_stage(settings_of(messages_h=1))
    _, bilal = await stage.session("Bilal")
    threat = await (await stage.guest("Ana", "agora")).post("On va se revoir, toi")
    await stage.step(2 * HOUR)
    await stage.step(22 * HOUR + 1)
    with refused("not_found"):
        await report(stage, bilal, message(threat))


async def test_a_conversation_is_reported_also_when_the_other_wrote_nothing() -> None:
    scene = await two()
    slug = await scene.open()
    assert_done(await scene.ana.post("Je n'ai rien reçu, je n'ai rien dit de mal", room=slug))
    await report(scene.stage, session_of(scene.stage, scene.ana), ReportSubject(kind="conversation", room=slug))
    other = session_of(scene.stage, scene.bilal).id
    (case,) = await scene.stage.store.cases_on(other)
    assert case.subject.session_id == other
    await scene.bilal.ask("conversation.end", conversation=slug)
    await report(scene.stage, session_of(scene.stage, scene.ana), ReportSubject(kind="conversation", room=slug))
