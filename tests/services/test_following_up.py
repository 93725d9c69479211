"""Following up: what rules found becomes a case, what they restrict is told with its reasons; once, over a restart."""

import msgspec
import pytest

from palabre.domain.moderation.case import UNDECIDED, Case
from palabre.domain.moderation.gatherings import INVITED_WITHIN_MS, becomes_many
from palabre.protocol.desk_cases import DeskCase
from palabre.settings.moderation import ReportSettings
from tests.cast import (
    MINUTE,
    PREFIX,
    SECOND,
    Stage,
    Tab,
    assert_done,
    assert_refused,
    declined,
    restarted,
    set_stage,
    settings_of,
    with_settings,
)
from tests.services.court import report, session_of, trial

DISTRESS, AGE, CHILD = "j'ai envie de mourir", "j'ai 16 ans", "j'ai 12 ans"
PICTURE, BLACKMAIL = "envoie une photo nue", "envoie 500 euros ou je publie tes photos nues"
SERVICE = "escorte 17 ans dispo ce soir"


async def cases_of(stage: Stage) -> list[Case]:
    return await stage.store.cases(None, UNDECIDED, 10)


async def only_case(stage: Stage) -> Case:
    (case,) = await cases_of(stage)
    return case


async def seen(stage: Stage, case: Case) -> DeskCase:
    team = stage.house.http.team
    member = await stage.moderator()
    return await team.views.told(member, await team.casework.look(member, case.id))


async def frozen(stage: Stage) -> tuple[Tab, Tab, str]:
    """Bilal was stopped towards Ana, who said that she is a minor; he answers her third message."""
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    hers = (await ana.post("Bonsoir tout le monde"))["message_id"]
    await ana.post(AGE)
    assert_refused(await bilal.post(PICTURE, reply_to=hers), "screened")
    await stage.step(SECOND)
    return ana, bilal, hers


async def test_distress_is_a_case_about_a_life_that_hinders_its_author_in_nothing() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert_done(await bilal.post("Bonsoir"))
    posted = await ana.post(DISTRESS)
    assert_done(posted)
    await stage.step(SECOND)
    case = await only_case(stage)
    assert (case.category, case.reports, case.care, case.queue) == ("danger", 0, True, "lives")
    assert case.subject.session_id == session_of(stage, ana).id
    told = await seen(stage, case)
    assert told.row.rules == ("self-harm",) and told.row.care
    assert [(each.rule, each.text) for each in told.reports] == [("self-harm", "")]
    assert [(piece.body, piece.reported, piece.unshown) for piece in told.evidence] == [
        ("Bonsoir", False, False),
        (DISTRESS, True, False),
    ]
    assert set(told.suggested.reason.values()) == {""}
    assert_done(await ana.post("Merci de m'écouter"))
    assert not ana.received("sanction.applied")


async def test_what_one_rule_finds_again_is_more_evidence_in_the_same_case() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    for _ in range(3):
        assert_done(await ana.post(DISTRESS))
        await stage.step(SECOND)
    case = await only_case(stage)
    assert (case.reports, len(case.concerns), len(await stage.store.reports(case.id))) == (0, 1, 1)
    assert len(await stage.store.pieces(case.id)) == 3
    await ana.enter("cuisine")
    assert_done(await ana.post(DISTRESS, "cuisine"))
    await stage.step(SECOND)
    assert len(await cases_of(stage)) == 2


async def test_a_guest_who_reports_joins_what_a_rule_found() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    posted = await ana.post(DISTRESS)
    await stage.step(SECOND)
    await report(stage, bilal, posted["message_id"], "danger")
    case = await only_case(stage)
    assert (case.reports, case.care, case.by_rules_alone) == (1, False, False)


@pytest.mark.parametrize(
    ("body", "category"), [(SERVICE, "minor"), (BLACKMAIL, "blackmail"), ("j'ai 16 ans viens sur snap", "minor")]
)
async def test_a_child_in_danger_is_an_urgent_case_with_the_words_nobody_was_shown(body: str, category: str) -> None:
    stage = await set_stage()
    bilal = await stage.guest("Bilal", "agora")
    assert_refused(await bilal.post(body), "screened")
    await stage.step(SECOND)
    case = await only_case(stage)
    assert (case.category, case.urgent, case.queue, case.care) == (category, True, "lives", False)
    (piece,) = (await seen(stage, case)).evidence
    assert (piece.body, piece.who, piece.nickname, piece.unshown, piece.removed) == (
        body,
        "subject",
        "Bilal",
        True,
        False,
    )


async def test_a_held_message_is_evidence_too() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    hers = (await ana.post("Bonsoir"))["message_id"]
    assert_done(await bilal.post("t'as quel âge ?", reply_to=hers))
    assert (await bilal.post("viens sur snap", reply_to=hers))["status"] == "held"
    await stage.step(SECOND)
    case = await only_case(stage)
    assert (case.category, case.urgent) == ("minor", True)
    assert ("viens sur snap", True) in [(piece.body, piece.unshown) for piece in (await seen(stage, case)).evidence]


async def test_an_edit_is_followed_up_too() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    mine = (await ana.post("Bonsoir"))["message_id"]
    assert_done(await ana.ask("message.edit", room="agora", message_id=mine, body=DISTRESS))
    await stage.step(SECOND)
    told = await seen(stage, await only_case(stage))
    assert [(piece.body, piece.reported) for piece in told.evidence] == [("Bonsoir", True), (DISTRESS, True)]
    assert told.row.subject.nickname == "Ana"


async def test_nothing_found_is_lost_when_the_process_ends_before_it_is_a_case() -> None:
    stage = await set_stage()
    bilal = await stage.guest("Bilal", "agora")
    assert_refused(await bilal.post(BLACKMAIL), "screened")
    assert_done(await bilal.post(DISTRESS))
    assert await cases_of(stage) == []
    stage = await restarted(stage)
    await stage.step(SECOND)
    case = await only_case(stage)
    assert [each.rule for each in case.concerns] == ["sextortion", "self-harm"]
    await (await restarted(stage)).step(SECOND)
    assert await only_case(stage) == case


async def test_a_room_closes_for_a_child_in_danger_and_never_for_who_is_unwell() -> None:
    for body, replied in ((DISTRESS, "ok"), (BLACKMAIL, "failed")):
        stage = await set_stage(with_settings(settings_of(), reports=ReportSettings(pause_minutes=15)))
        ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
        await bilal.post(body)
        await stage.step(SECOND)
        await stage.step(16 * MINUTE)
        await stage.step(6 * SECOND)
        assert (await ana.post("Quelqu'un ?"))["type"] == replied


async def test_who_is_stopped_towards_somebody_is_told_the_rule_and_neither_whom_nor_why() -> None:
    stage = await set_stage()
    _, bilal, _ = await frozen(stage)
    (applied,) = bilal.received("sanction.applied")
    told = applied["sanction"]
    assert (told["kind"], told["room"], told["automated"], told["quoted"]) == ("contact_stopped", None, True, None)
    assert told["ground"].startswith("Règle 2")
    for word in ("Ana", "16", "mineur", "photo", "message"):
        assert word not in told["facts"] + told["reason"]
    entered = await bilal.enter("cuisine")
    assert [each["id"] for each in entered["sanctions"]] == [told["id"]]
    assert_done(await bilal.post("Bonsoir la cuisine", "cuisine"))
    assert (await only_case(stage)).category == "minor"


async def test_whose_writing_is_closed_is_told_with_a_receipt_and_no_desk_shows_them() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.post(CHILD), "screened")
    await stage.step(SECOND)
    (applied,) = ana.received("sanction.applied")
    told = applied["sanction"]
    assert (told["kind"], told["automated"], told["quoted"]) == ("writing_closed", True, None)
    assert told["ground"].startswith("Règle 6")
    assert "12" not in told["facts"] + told["reason"]
    assert await cases_of(stage) == []
    assert await stage.house.http.team.court.decided.told(session_of(stage, ana).id) == ()
    stage = await restarted(stage)
    assert [each.kind for each in stage.house.standing.restraints.told(1, session_of_all(stage))] == ["writing_closed"]


def session_of_all(stage: Stage) -> str:
    """The only guest there is."""
    (session_id,) = stage.store.tables.sessions
    return session_id


async def test_a_person_judges_the_appeal_of_whose_writing_was_closed_and_opens_it_again() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await ana.post(CHILD)
    await stage.step(SECOND)
    court = stage.house.http.team.court
    code = ana.received("sanction.applied")[0]["sanction"]["receipt"]
    about = await court.receipts.opened(await court.receipts.exchange(code, "203.0.113.0/24"))
    await court.appealing.appeal(about, "J'ai 21 ans, je citais mon petit frère.")
    mo = await stage.moderator("Mo")
    (case,) = await stage.house.http.team.casework.queue(mo)
    assert (case.state, case.queue) == ("appealed", "appeals")
    told = await stage.house.http.team.views.told(mo, case)
    assert told.appeal is not None and told.appeal.may_judge
    assert [each.sanction for each in told.decisions] == ["writing_closed"]
    await court.answering.answer(mo, case.id, "reversed", "Vous citiez quelqu'un.")
    assert [each["sanction_id"] for each in ana.received("sanction.lifted")]
    assert_done(await ana.post("Merci"))
    closed = await stage.store.case(case.id)
    assert closed is not None and closed.state == "decided"
    stage = await restarted(stage)
    standing = await stage.store.standing(session_of_all(stage))
    assert standing is not None
    assert (standing.closed_ms, standing.protected_ms is not None) == (None, True)


async def test_an_appeal_against_a_stopped_contact_is_judged_before_the_case_is_decided() -> None:
    stage = await set_stage()
    _, bilal, hers = await frozen(stage)
    court = stage.house.http.team.court
    code = bilal.received("sanction.applied")[0]["sanction"]["receipt"]
    about = await court.receipts.opened(await court.receipts.exchange(code, "203.0.113.0/24"))
    await court.appealing.appeal(about, "C'était un malentendu.")
    mo = await stage.moderator("Mo")
    (case,) = await stage.house.http.team.casework.queue(mo)
    assert case.state == "appealed"
    await court.answering.answer(mo, case.id, "reversed", "Un malentendu, en effet.")
    assert_done(await bilal.post("ça va ?", reply_to=hers))
    again = await stage.store.case(case.id)
    assert again is not None and again.state == "open"
    stage = await restarted(stage)
    assert "frozen" not in {sign.sign for sign in stage.store.tables.pair_signs.values()}


async def test_whoever_reported_is_told_nothing_of_what_a_rule_did_by_itself() -> None:
    stage = await set_stage()
    ana, bilal, _ = await frozen(stage)
    posted = await bilal.post("Bonsoir les autres")
    made = await report(stage, ana, posted["message_id"])
    court = stage.house.http.team.court
    about = await court.receipts.opened(await court.receipts.exchange(made.receipt, PREFIX))
    info = await court.opened.of(about, "fr")
    assert (info.outcome, info.may_appeal) == ("waiting", False)


async def test_an_upheld_stop_stands() -> None:
    stage = await set_stage()
    _, bilal, hers = await frozen(stage)
    court = stage.house.http.team.court
    code = bilal.received("sanction.applied")[0]["sanction"]["receipt"]
    about = await court.receipts.opened(await court.receipts.exchange(code, "203.0.113.0/24"))
    await court.appealing.appeal(about, "C'était un malentendu.")
    mo = await stage.moderator("Mo")
    await court.answering.answer(mo, (await stage.house.http.team.casework.queue(mo))[0].id, "upheld", "Non.")
    assert_refused(await bilal.post("ça va ?", reply_to=hers), "screened")
    info = await court.opened.of(about, "fr")
    assert info.appeal is not None and info.appeal.outcome == "upheld"


async def test_the_desks_of_another_process_hear_of_a_case_with_the_control_log() -> None:
    stage = await set_stage()
    other = await restarted(stage)
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post(DISTRESS))
    before = other.house.http.team.board.version
    await stage.step(SECOND)
    await other.house.steering.follow()
    assert other.house.http.team.board.version > before


async def test_a_reporter_who_was_right_to_contest_has_the_case_decided_anew() -> None:
    scene = await trial()
    await scene.decide("none", reason="")
    court = scene.court
    about = await court.receipts.opened(await court.receipts.exchange(scene.receipt, PREFIX))
    await court.appealing.appeal(about, "Il a recommencé.")
    await court.answering.answer(scene.nour, scene.case_id, "reversed", "Vous aviez raison.")
    case = await scene.case()
    assert (case.state, case.barred) == ("open", (scene.mo.id,))
    assert scene.case_id in [each.id for each in await scene.stage.house.http.team.casework.queue(scene.nour)]
    scene.stage.clock.step(SECOND)
    with declined("needs_another_person"):
        await scene.decide("warning")
    assert (await scene.decide("warning", scene.nour)).sanction is not None
    info = await court.opened.of(about, "fr")
    assert (info.outcome, info.lifted_at) == ("acted", None)


async def inviting(stage: Stage, names: tuple[str, ...], first: int = 0) -> Tab:
    """Bilal answers each of these guests with a place and a time."""
    bilal = await stage.guest("Bilal", "agora")
    for number, name in enumerate(names, first):
        tab = await stage.guest(name, "agora")
        hers = (await tab.post(f"Bonsoir, {name}"))["message_id"]
        assert_done(await bilal.post(f"Viens au {12 + number} rue des Lilas à 2{number % 4}h", reply_to=hers))
        await stage.step(31)
    return bilal


async def urgent_of(stage: Stage) -> list[Case]:
    return [case for case in await cases_of(stage) if "rule:invites-many" in case.sources]


async def test_who_asks_three_guests_to_a_place_at_a_time_is_an_urgent_case_once() -> None:
    stage = await set_stage()
    bilal = await inviting(stage, ("Ana", "Chloé"))
    assert await urgent_of(stage) == []
    diane = await stage.guest("Diane", "agora")
    hers = (await diane.post("Bonsoir, moi c'est Diane"))["message_id"]
    assert_done(await bilal.post("Viens au 30 rue des Lilas à 21h", reply_to=hers))
    await stage.step(31)
    (case,) = await urgent_of(stage)
    assert (case.category, case.urgent, case.subject.session_id) == ("danger", True, session_of(stage, bilal).id)
    assert_done(await bilal.post("Viens au 40 rue des Lilas à 22h", reply_to=hers))
    await stage.step(31)
    assert [each.id for each in await urgent_of(stage)] == [case.id]
    assert "invites-many" in str(msgspec.to_builtins(await seen(stage, case)))


async def test_the_case_explains_its_rule_in_both_languages() -> None:
    stage = await set_stage()
    await inviting(stage, ("Ana", "Chloé", "Diane"))
    (case,) = await urgent_of(stage)
    told = {rule.id: rule.explanation for rule in (await seen(stage, case)).rules}
    assert "l’une après l’autre" in told["invites-many"]["fr"]
    assert "one after another" in told["invites-many"]["en"]


async def test_whom_one_asked_before_a_restart_counts_after_it() -> None:
    stage = await set_stage()
    bilal = await inviting(stage, ("Ana", "Chloé"))
    again = await restarted(stage)
    bilal = again.tab(again.house.http.guests.book.live(session_of(stage, bilal).id))
    await bilal.enter("agora")
    diane = await again.guest("Diane", "agora")
    hers = (await diane.post("Bonsoir, moi c'est Diane"))["message_id"]
    assert_done(await bilal.post("Viens au 30 rue des Lilas à 21h", reply_to=hers))
    await again.step(31)
    assert len(await urgent_of(again)) == 1


def test_asking_one_guest_three_times_or_three_in_three_days_is_none() -> None:
    asked = {"ana": 3}
    assert not becomes_many(asked, ["ana"], 3)
    asked |= {"chloé": 4}
    assert becomes_many(asked, ["diane"], 5)
    assert becomes_many({"ana": 3}, ["chloé", "diane"], 5)
    assert not becomes_many(asked, ["diane"], 4 + INVITED_WITHIN_MS)


def test_it_is_one_case_until_some_of_them_were_asked_long_ago() -> None:
    asked = {"ana": 3, "chloé": 4, "diane": 5}
    assert not becomes_many(asked, ["émile"], 6)
    assert becomes_many(asked, ["émile"], 3 + INVITED_WITHIN_MS)
