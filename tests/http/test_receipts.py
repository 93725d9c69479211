"""A receipt opens one decision, or one report, without a session; contested, another person answers."""

import re
from pathlib import Path

import httpx

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.http.receipts import RECEIPT_COOKIE
from palabre.http.staff import STAFF_COOKIE
from palabre.protocol.conversion import rfc3339
from palabre.settings.traffic import Allowances
from tests.cast import assert_done, assert_refused, restarted, settings_of
from tests.http.conftest import assert_problem, visitor
from tests.services.court import GROUND, INSISTING, REASON, Trial, trial

PLEA = "On se connaît du club de guitare."
HTML = {"Accept": "text/html"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def muted() -> tuple[Trial, str]:
    """The code Bilal was told."""
    scene = await trial()
    await scene.decide("mute")
    (applied,) = scene.bilal.received("sanction.applied")
    return scene, applied["sanction"]["receipt"]


async def open_receipt(browser: httpx.AsyncClient, code: str) -> None:
    response = await browser.get(f"/receipt/{code}", headers=HTML, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/receipt")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers.get_list("referrer-policy") == ["no-referrer"]
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie and "max-age=1800" in cookie
    assert code.lower() not in cookie


async def test_a_code_opens_the_decision_without_a_session(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, code.replace("-", " ").lower())
        page = await browser.get("/receipt", headers=HTML | {"Accept-Language": "fr"})
        assert page.status_code == 200
        for told in (INSISTING, REASON, "222-33-2-2", "M-1", code, "Contester", "Agora"):
            assert told in page.text, told
        assert "<script" not in page.text
        info = (await browser.get("/api/receipt")).json()
        assert (info["about"], info["sanction"]["kind"], info["may_appeal"]) == ("decision", "mute", True)


def course_of(page: httpx.Response) -> list[tuple[bool, str]]:
    """The steps told beside a receipt: whether each is done, and its name."""
    steps = re.findall(r"<li( class=\"done\")?><b>(.*?)</b>", page.text)
    return [(bool(done), name) for done, name in steps]


async def test_a_receipt_tells_step_by_step_what_happened_so_far(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        browser.headers.update(HTML | {"Accept-Language": "fr"})
        await open_receipt(browser, code)
        begun = [(True, "Décision"), (False, "Fin de la mesure")]
        assert course_of(await browser.get("/receipt")) == [*begun, (False, "Contestation")]
        await browser.post("/receipt/appeal", data={"text": PLEA})
        assert course_of(await browser.get("/receipt")) == [*begun, (True, "Votre contestation"), (False, "Réponse")]
        await scene.court.answering.answer(scene.nour, scene.case_id, "reversed", "Un malentendu.")
        ended = [(True, "Décision"), (True, "Votre contestation"), (True, "Réponse"), (True, "Décision annulée")]
        assert course_of(await browser.get("/receipt")) == ended
        await open_receipt(browser, scene.receipt)
        told = [(True, "Signalement reçu"), (True, "Décision"), (True, "Décision annulée")]
        assert course_of(await browser.get("/receipt")) == told


async def test_an_appeal_is_judged_by_another_person_and_the_guest_writes_again(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, code)
        response = await browser.post("/receipt/appeal", data={"text": PLEA}, headers=HTML, follow_redirects=False)
        assert response.status_code == 303
        page = await browser.get("/receipt", headers=HTML)
        assert PLEA in page.text
        assert "<form" not in page.text
        again = await browser.post("/api/receipt/appeal", json={"text": "Encore"})
        assert_problem(again, 409, "appeal_made")
        async with visitor(scene.stage, static) as desk:
            desk.cookies.set(STAFF_COOKIE, await scene.stage.signed_in(scene.mo))
            own = await desk.post(
                f"/api/desk/cases/{scene.case_id}/appeal", json={"outcome": "reversed", "reason": "X"}
            )
            assert_problem(own, 403, "needs_another_person")
        async with visitor(scene.stage, static) as desk:
            desk.cookies.set(STAFF_COOKIE, await scene.stage.signed_in(scene.nour))
            (row,) = (await desk.get("/api/desk/state")).json()["cases"]
            assert (row["state"], row["queue"]) == ("appealed", "appeals")
            case = (await desk.get(f"/api/desk/cases/{scene.case_id}")).json()
            assert (case["appeal"]["text"], case["appeal"]["may_judge"]) == (PLEA, True)
            answered = await desk.post(
                f"/api/desk/cases/{scene.case_id}/appeal", json={"outcome": "reversed", "reason": "Un malentendu."}
            )
            assert answered.status_code == 204, answered.text
            twice = await desk.post(
                f"/api/desk/cases/{scene.case_id}/appeal", json={"outcome": "upheld", "reason": "Non."}
            )
            assert_problem(twice, 409, "already_decided")
        assert scene.bilal.received("sanction.lifted")
        assert_done(await scene.bilal.post("Merci"))
        info = (await browser.get("/api/receipt")).json()
        assert (info["appeal"]["outcome"], info["appeal"]["reason"]) == ("reversed", "Un malentendu.")
        assert info["lifted_at"]


async def test_the_reporter_learns_what_came_of_it_and_nothing_is_quoted(static: Path) -> None:
    scene = await trial()
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, scene.receipt)
        assert (await browser.get("/api/receipt")).json()["outcome"] == "waiting"
        await scene.decide("mute")
        info = (await browser.get("/api/receipt")).json()
        assert (info["about"], info["outcome"], info.get("sanction")) == ("report", "acted", None)
        page = await browser.get("/receipt", headers=HTML)
        for hidden in (INSISTING, REASON, "muet", "222-33-2-2", "Bilal"):
            assert hidden not in page.text, hidden


async def test_a_code_that_opens_nothing_is_said_so_in_one_shape(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        pages = [await browser.get(f"/receipt/{each}", headers=HTML) for each in (wrong, "nothing", "é" * 26)]
        assert {page.status_code for page in pages} == {404}
        assert len({page.text for page in pages}) == 1
        assert not any(page.headers.get("set-cookie", "").startswith(RECEIPT_COOKIE) for page in pages)
        assert_problem(await browser.get("/api/receipt"), 404, "not_found")
        browser.cookies.set(RECEIPT_COOKIE, "AAAA")
        assert_problem(await browser.get("/api/receipt"), 404, "not_found")


async def test_a_cookie_opens_its_receipt_for_half_an_hour(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, code)
        scene.stage.clock.step(1_801)
        assert_problem(await browser.get("/api/receipt"), 404, "not_found")


async def test_a_decision_is_contested_for_six_months(static: Path) -> None:
    scene, code = await muted()
    scene.stage.clock.step(185 * 86_400)
    async with visitor(scene.stage, static) as browser:
        response = await browser.get(f"/receipt/{code}", headers=HTML, follow_redirects=False)
        assert response.status_code == 404


async def test_who_reported_contests_for_six_months_from_the_decision(static: Path) -> None:
    scene = await trial()
    day = 86_400
    for _ in range(200):
        scene.stage.clock.step(day)
        await scene.stage.store.sweep_sanctions(scene.stage.clock.now_ms(), 10)
    kept = await scene.decide("none", reason="")
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, scene.receipt)
        info = (await browser.get("/api/receipt")).json()
        assert info["appeal_until"] == rfc3339(kept.judgement.at_ms + APPEAL_MS)
        for _ in range(183):
            scene.stage.clock.step(day)
            await scene.stage.store.sweep_sanctions(scene.stage.clock.now_ms(), 10)
        await open_receipt(browser, scene.receipt)
        assert (await browser.post("/api/receipt/appeal", json={"text": "Il recommence"})).status_code == 201


async def test_a_decision_is_made_over_http_and_taken_back(static: Path) -> None:
    scene = await trial()
    async with visitor(scene.stage, static) as desk:
        address = f"/api/desk/cases/{scene.case_id}"
        wish = {"sanction": "mute", "minutes": 10, "ground": GROUND, "reason": REASON}
        assert_problem(await desk.post(f"{address}/decision", json=wish), 401, "staff_required")
        desk.cookies.set(STAFF_COOKIE, await scene.stage.signed_in(scene.mo))
        assert_problem(await desk.post(f"{address}/decision", json=wish | {"ground": "x"}), 422, "ground_unknown")
        assert_problem(await desk.post(f"{address}/decision", json=wish | {"reason": " "}), 422, "reason_required")
        assert_problem(await desk.post(f"{address}/decision", json=wish | {"minutes": 99_999}), 422, "minutes_refused")
        made = await desk.post(f"{address}/decision", json=wish)
        assert made.status_code == 201, made.text
        assert_problem(await desk.post(f"{address}/decision", json=wish), 409, "already_decided")
        assert_refused(await scene.bilal.post("Encore"), "muted")
        decision = f"/api/desk/decisions/{made.json()['decision_id']}"
        preview = (await desk.get(f"{decision}/reversal")).json()
        assert (preview["ends"]["kind"], preview["stays"]) == ("mute", [])
        assert (await desk.post(f"{decision}/undo")).status_code == 204
        assert_done(await scene.bilal.post("Me revoilà"))
        assert_problem(await desk.post(f"{decision}/undo"), 409, "already_reversed")
        assert (await desk.post(f"{address}/decision", json=wish)).status_code == 201
        grounds = (await desk.get("/api/desk/grounds")).json()["grounds"]
        assert GROUND in {ground["id"] for ground in grounds}
        assert (await desk.get(f"{address}/impact?kind=ban")).json() == {"impact": "<5"}


async def test_who_reported_contests_that_nothing_was_done_and_reads_nothing_of_the_other(static: Path) -> None:
    scene = await trial()
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, scene.receipt)
        assert_problem(await browser.post("/api/receipt/appeal", json={"text": "Alors"}), 409, "conflict")
        await scene.decide("none", reason="", note="Rien de grave")
        info = (await browser.get("/api/receipt")).json()
        assert (info["outcome"], info["may_appeal"]) == ("nothing_found", True)
        assert (await browser.post("/api/receipt/appeal", json={"text": "Il recommence"})).status_code == 201
        answering = scene.court.answering
        await answering.answer(scene.nour, scene.case_id, "upheld", "Une fois n’est pas harceler.")
        page = (await browser.get("/receipt", headers=HTML)).text
        assert "Une fois n’est pas harceler." in page
        assert "Rien de grave" not in page
    assert not scene.bilal.received("sanction.applied")


async def test_adult_words_are_veiled(static: Path) -> None:
    scene = await trial("sexual_or_violent")
    await scene.decide("mute")
    (applied,) = scene.bilal.received("sanction.applied")
    async with visitor(scene.stage, static) as browser:
        await open_receipt(browser, applied["sanction"]["receipt"])
        page = (await browser.get("/receipt", headers=HTML)).text
        before, _, after = page.partition("<details>")
        assert INSISTING not in before
        assert INSISTING in after


async def test_a_typed_code_opens_and_an_empty_appeal_is_said_so(static: Path) -> None:
    scene, code = await muted()
    async with visitor(scene.stage, static) as browser:
        page = await browser.get("/receipt", headers=HTML)
        assert (page.status_code, 'name="code"' in page.text) == (200, True)
        opened = await browser.post("/receipt", data={"code": f" {code} "}, headers=HTML, follow_redirects=False)
        assert opened.status_code == 303
        empty = await browser.post("/receipt/appeal", data={"text": "  "}, headers=HTML, follow_redirects=False)
        assert (empty.status_code, "<form" in empty.text) == (409, True)
        foreign = await browser.post(
            "/receipt/appeal", data={"text": "x"}, headers={"Origin": "https://elsewhere.example"}
        )
        assert_problem(foreign, 403, "origin_refused")


async def test_guesses_are_counted_per_prefix(static: Path) -> None:
    scene = await trial()
    strict = await restarted(scene.stage, settings_of(allowances=Allowances()))
    async with visitor(strict, static) as browser:
        tries = [(await browser.get("/receipt/nothing", headers=HTML)).status_code for _ in range(3_200)]
        assert tries[0] == 404
        assert tries[-1] == 429
