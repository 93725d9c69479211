"""One's own data: shown, copied and erased by a browser without a script, and nothing told that would harm another."""

import re
from pathlib import Path

import httpx

from palabre.domain.standing import Standing
from palabre.http.receipts import RECEIPT_COOKIE
from palabre.http.visit import SESSION_COOKIE
from palabre.protocol.own import OWN_VERSION
from palabre.settings.traffic import Allowances
from tests.cast import Stage, Tab, assert_done, set_stage, settings_of
from tests.http.conftest import assert_problem, visitor
from tests.services.court import INSISTING, REASON, reported
from tests.tools.neighbour import neighbour

HTML = {"Accept": "text/html", "Accept-Language": "fr"}
SECRET = "Le mot de passe est mirabelle"


async def guest_in(stage: Stage, browser: httpx.AsyncClient, nickname: str) -> Tab:
    """A guest in agora whose browser this is."""
    token, session = await stage.session(nickname)
    browser.cookies.set(SESSION_COOKIE, token)
    tab = stage.tab(session)
    await tab.enter()
    return tab


def code_in(page: httpx.Response) -> str:
    """The code the page tells once."""
    found = re.search(r'<p class="receipt-mark">([0-9A-Z-]+)</p>', page.text)
    assert found is not None, page.text
    return found[1]


async def test_the_page_shows_everything_kept_without_a_script(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana, bilal = await guest_in(stage, browser, "Ana"), await stage.guest("Bilal", "agora")
    assert_done(await ana.post(SECRET))
    other = await bilal.post("Salut")
    assert_done(await ana.ask("reaction.set", room="agora", message_id=other["message_id"], reaction="thanks", on=True))
    page = await browser.get("/me", headers=HTML)
    assert page.status_code == 200
    for told in ("Ana", SECRET, "Merci, sous le message n°\u00a02 du salon agora", "/api/me/export", "Tout effacer"):
        assert told in page.text, told
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_english_speakers_read_it_in_english(stage: Stage, browser: httpx.AsyncClient) -> None:
    await guest_in(stage, browser, "Ana")
    page = await browser.get("/me", headers=HTML | {"Accept-Language": "en"})
    assert "Erase everything" in page.text and "Tout effacer" not in page.text


async def test_without_a_session_the_page_says_what_is_needed(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/me", headers=HTML)
    assert page.status_code == 200
    for told in ("n’a pas de session", "/receipt", "RGPD, art.\u00a011"):
        assert told in page.text, told
    assert "<form" not in page.text
    again = await browser.post("/me/erasure", data={"sure": "on"}, headers=HTML)
    assert "n’a pas de session" in again.text
    for path in ("/api/me", "/api/me/export"):
        assert_problem(await browser.get(path), 401, "session_required")
    assert_problem(await browser.post("/api/me/erasure", json={"sure": True}), 401, "session_required")


async def test_the_copy_is_a_file_with_every_text(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    for number in range(230):
        assert_done(await ana.post(f"Texte {number}"))
    copy = await browser.get("/api/me/export")
    assert copy.headers["content-disposition"] == 'attachment; filename="palabre.json"'
    data = copy.json()
    assert (data["version"], data["session"]["nickname"], data["place"]) == (OWN_VERSION, "Ana", "Palabre")
    assert [each["body"] for each in data["messages"]] == [f"Texte {number}" for number in range(230)]
    looked = (await browser.get("/api/me")).json()
    assert (looked["messages_kept"], len(looked["messages"])) == (230, 200)
    assert looked["messages"][-1]["body"] == "Texte 229"


async def test_every_version_is_told_with_when_it_was_hidden(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    posted = await ana.post("Avant")
    assert_done(await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body="Après"))
    first, second = (await browser.get("/api/me")).json()["messages"]
    assert (first["body"], second["body"], second.get("hidden_at")) == ("Avant", "Après", None)
    assert first["hidden_at"]


async def test_a_minor_is_told_what_they_said_and_nobody_else_is(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    assert ana.visitor.session_id is not None
    await stage.store.keep_standing(Standing(session_id=ana.visitor.session_id, protected_ms=stage.clock.now_ms()))
    assert "moins de 18" in (await browser.get("/me", headers=HTML)).text
    assert (await browser.get("/api/me")).json()["standing"]["minor_at"]


async def test_private_rooms_are_told_to_their_members(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await neighbour(stage, "Ana")
    slug = await ana.make("Les voisins", adult=False)
    browser.cookies.set(SESSION_COOKIE, ana.token)
    (told,) = (await browser.get("/api/me")).json()["memberships"]
    assert (told["room"], told["name"], told["owner"]) == (slug, "Les voisins", True)
    assert "Les voisins" in (await browser.get("/me", headers=HTML)).text


async def test_an_erasure_ends_the_session_and_tells_what_is_left(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana, bilal = await guest_in(stage, browser, "Ana"), await stage.guest("Bilal", "agora")
    assert_done(await ana.post(SECRET))
    page = await browser.post("/me/erasure", data={"sure": "on"}, headers=HTML)
    assert page.status_code == 200, page.text
    assert page.headers["clear-site-data"] == '"storage"'
    cookies = page.headers.get_list("set-cookie")
    assert any(each.startswith(f'{SESSION_COOKIE}=""') and "max-age=0" in each.lower() for each in cookies)
    assert "Textes sous scellés" in page.text and SECRET not in page.text
    assert bilal.received("guest.erased")
    assert ana.closed is not None
    assert "n’a pas de session" in (await browser.get("/me", headers=HTML)).text


async def test_nothing_is_erased_by_a_form_whose_box_is_not_ticked(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    page = await browser.post("/me/erasure", data={}, headers=HTML)
    assert page.status_code == 422 and "rien n’a été effacé" in page.text
    assert_done(await ana.post("Encore là"))
    assert (await browser.post("/api/me/erasure", json={"sure": False})).status_code == 400
    assert (await browser.post("/api/me/erasure", data={"sure": "true"})).status_code == 415
    assert_done(await ana.post("Toujours là"))


async def test_a_page_elsewhere_cannot_erase(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    foreign = HTML | {"Origin": "https://elsewhere.example"}
    assert (await browser.post("/me/erasure", data={"sure": "on"}, headers=foreign)).status_code == 403
    assert_done(await ana.post("Toujours là"))


async def test_the_code_opens_what_is_still_held(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    assert_done(await ana.post(SECRET))
    made = await browser.post("/api/me/erasure", json={"sure": True})
    assert made.status_code == 201
    receipt = made.json()["receipt"]
    assert [hold["kind"] for hold in made.json()["holds"]] == ["delivered"]
    opened = await browser.get(f"/receipt/{receipt}", headers=HTML, follow_redirects=True)
    assert "Textes sous scellés" in opened.text and receipt not in opened.text
    info = (await browser.get("/api/receipt")).json()
    assert (info["about"], info["outcome"], info["may_appeal"]) == ("erasure", "acted", False)
    assert_problem(await browser.post("/api/receipt/appeal", json={"text": "?"}), 404, "not_found")
    for _ in range(26):
        await stage.step(3_600)
    await browser.get(f"/receipt/{receipt}", headers=HTML)
    assert "holds" not in (await browser.get("/api/receipt")).json()


async def test_nobody_reads_whose_erasure_a_receipt_is_without_its_code(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    ana = await guest_in(stage, browser, "Ana")
    session_id = ana.visitor.session_id or ""
    await browser.post("/api/me/erasure", json={"sure": True})
    (kept,) = [about for about in stage.store.tables.receipts.values() if about.kind == "erasure"]
    assert session_id not in kept.about_id and session_id.encode().hex() not in kept.about_id


async def test_a_cookie_of_an_erasure_is_worth_nothing_when_it_was_changed(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    await guest_in(stage, browser, "Ana")
    receipt = (await browser.post("/api/me/erasure", json={"sure": True})).json()["receipt"]
    await browser.get(f"/receipt/{receipt}", headers=HTML, follow_redirects=False)
    cookie = browser.cookies.get(RECEIPT_COOKIE) or ""
    browser.cookies.clear()
    browser.cookies.set(RECEIPT_COOKIE, cookie[:60] + ("A" if cookie[60] != "A" else "B") + cookie[61:])
    assert_problem(await browser.get("/api/receipt"), 404, "not_found")


async def test_a_report_nobody_decided_shows_nowhere(stage: Stage, static: Path) -> None:
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    ana = await stage.guest("Ana", "agora")
    async with visitor(stage, static) as one, visitor(stage, static) as other:
        bilal, chloe = await guest_in(stage, one, "Bilal"), await guest_in(stage, other, "Chloé")
        scene = await reported(stage, ana, bilal, mo, nour)
        assert_done(await chloe.post(INSISTING))
        told = [(await browser.get("/api/me")).json() for browser in (one, other)]
        assert [data["holds"][0]["kind"] for data in told] == ["delivered"] * 2
        assert [len(data["holds"]) for data in told] == [1, 1]
        left = [(await browser.post("/api/me/erasure", json={"sure": True})).json() for browser in (one, other)]
        assert [[hold["kind"] for hold in made["holds"]] for made in left] == [["delivered"]] * 2
        assert await stage.store.cases_with([bilal.visitor.session_id or ""]) == {scene.case_id}


async def test_a_decision_made_after_the_erasure_is_reached_by_its_code(stage: Stage, static: Path) -> None:
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    ana = await stage.guest("Ana", "agora")
    async with visitor(stage, static) as browser:
        bilal = await guest_in(stage, browser, "Bilal")
        scene = await reported(stage, ana, bilal, mo, nour)
        receipt = (await browser.post("/api/me/erasure", json={"sure": True})).json()["receipt"]
        await scene.decide("ban", minutes=60)
        await browser.get(f"/receipt/{receipt}", headers=HTML)
        info = (await browser.get("/api/receipt")).json()
        assert {hold["kind"] for hold in info["holds"]} == {"delivered", "report", "sanction"}
        (code,) = info["codes"]
        page = await browser.get(f"/receipt/{code}", headers=HTML, follow_redirects=True)
        assert REASON in page.text


async def test_a_decision_and_its_holds_are_told_with_reason_law_and_end(stage: Stage, static: Path) -> None:
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    ana = await stage.guest("Ana", "agora")
    async with visitor(stage, static) as browser:
        bilal = await guest_in(stage, browser, "Bilal")
        scene = await reported(stage, ana, bilal, mo, nour)
        await scene.decide("mute")
        page = await browser.get("/me", headers=HTML)
        for told in (REASON, "/receipt/", "RGPD, art. 17(3)", "Tant que le dossier n’est pas clos", "2022/2065"):
            assert told in page.text, told
        data = (await browser.get("/api/me")).json()
        assert [each["sanction"]["kind"] for each in data["decisions"]] == ["mute"]


async def test_who_reported_sees_that_they_did(stage: Stage, static: Path) -> None:
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    bilal = await stage.guest("Bilal", "agora")
    async with visitor(stage, static) as browser:
        ana = await guest_in(stage, browser, "Ana")
        await reported(stage, ana, bilal, mo, nour)
        (told,) = (await browser.get("/api/me")).json()["reports"]
        assert (told["told"]["category"], told["told"]["outcome"]) == ("harassment", "waiting")
        assert INSISTING not in (await browser.get("/api/me")).text


async def test_a_banned_guest_who_erased_is_banned_still(stage: Stage, static: Path) -> None:
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    ana = await stage.guest("Ana", "agora")
    async with visitor(stage, static) as browser:
        bilal = await guest_in(stage, browser, "Bilal")
        scene = await reported(stage, ana, bilal, mo, nour)
        await scene.decide("ban", minutes=60)
        await browser.post("/api/me/erasure", json={"sure": True})
        again = await browser.post("/api/sessions", json={"nickname": "Benoît", "locale": "fr"})
        assert_problem(again, 403, "banned")


async def test_looking_over_and_over_is_slowed(static: Path) -> None:
    stage = await set_stage(settings_of(allowances=Allowances()))
    async with visitor(stage, static) as browser:
        await guest_in(stage, browser, "Ana")
        statuses = [(await browser.get("/api/me/export")).status_code for _ in range(8)]
        assert statuses == [200] * 6 + [429] * 2


async def test_the_store_away_erases_nothing_and_the_session_goes_on(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await guest_in(stage, browser, "Ana")
    assert_done(await ana.post("Bonsoir"))
    stage.store.tables.writable = False
    assert_problem(await browser.post("/api/me/erasure", json={"sure": True}), 503, "unavailable")
    stage.store.tables.writable = True
    assert (await browser.get("/api/me")).json()["messages_kept"] == 1
