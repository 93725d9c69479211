"""What the place says of itself to programs: who answers, its rules by version, whom to tell of a weakness."""

import hashlib
from pathlib import Path

import httpx
import pytest

from palabre.http.site import Contact, DisputeBody, HouseRule, Publisher, Redress, Representative
from tests.cast import NOON, restarted, set_stage, settings_of, with_settings
from tests.http.conftest import assert_problem, public_settings, visitor
from tests.http.test_pages import Page

LISTEN = HouseRule(title="On écoute", text="On laisse finir.")


async def test_who_answers_is_told_as_on_the_legal_page(static: Path) -> None:
    settings = with_settings(
        public_settings(),
        publisher=Publisher(name="La Place", address="1 rue du Four", director="Nour", registration="W751234567"),
        contact=Contact(guests="ici@b.example", authorities="la@b.example", languages=("fr", "en")),
    )
    stage = await set_stage(settings)
    async with visitor(stage, static) as client:
        client.headers["Host"] = "palabre.example"
        told = (await client.get("/.well-known/palabre-legal.json")).json()
        page = Page((await client.get("/legal")).text)
    assert (told["mode"], told["address"], told["representative"]) == ("public", "https://palabre.example", None)
    assert told["authorities"] == {"email": "la@b.example", "languages": ["fr", "en"]}
    assert told["guests"]["email"] == told["data_protection"]["email"] == "ici@b.example"
    for value in told["publisher"].values():
        assert value in page.text or value in ("", "FR")
    assert told["rules"]["since"] == "2026-11-22T12:00:00.000Z"
    assert "W751234567" in page.text


async def test_the_rules_are_read_by_digest_and_the_digest_is_that_of_what_is_read(static: Path) -> None:
    first = await set_stage()
    stage = await restarted(first, with_settings(settings_of(), house_rules=(LISTEN,)))
    async with visitor(stage, static) as client:
        for version in stage.house.http.publishing.versions:
            answer = await client.get(f"/.well-known/palabre-rules.json?version={version.digest}")
            assert hashlib.sha256(answer.content).hexdigest() == version.digest
            assert answer.headers["content-type"] == "application/json"
        now = (await client.get("/.well-known/palabre-rules.json")).json()
        assert now["languages"]["fr"]["rules"][-1]["title"] == "On écoute"
        assert_problem(await client.get("/.well-known/palabre-rules.json?version=0"), 404, "not_found")


async def test_the_rules_page_shows_its_version_its_date_and_every_other_one(static: Path) -> None:
    first = await set_stage()
    stage = await restarted(first, with_settings(settings_of(), house_rules=(LISTEN,)))
    now, before = stage.house.http.publishing.versions
    async with visitor(stage, static) as client:
        page = Page((await client.get("/rules")).text)
        old = Page((await client.get(f"/rules?version={before.digest}&lang=en")).text)
        gone = await client.get("/rules?version=beef")
    assert {"rule-7", "versions"} <= {attributes.get("id") for _, attributes in page.tags}
    assert now.digest in page.text
    assert "En vigueur depuis le 22\u00a0novembre 2026" in page.text
    links = [link["href"] for link in page.all("a")]
    assert [link for link in links if "?version=" in link][:2] == [
        f"/rules?version={each.digest}" for each in (now, before)
    ]
    assert "They no longer hold." in old.text
    assert "On écoute" not in old.text
    # The way to the other language keeps the version.
    assert f"?version={before.digest}&lang=fr" in [link["href"] for link in old.all("a")]
    assert gone.status_code == 404


async def test_the_rule_of_the_place_is_in_its_own_language(static: Path) -> None:
    stage = await set_stage(with_settings(settings_of(), house_rules=(LISTEN,)))
    async with visitor(stage, static) as client:
        page = Page((await client.get("/rules?lang=en")).text)
    (rule,) = [attributes for _, attributes in page.tags if attributes.get("id") == "rule-7"]
    assert rule["lang"] == "fr"


async def test_the_legal_page_tells_whom_to_turn_to(static: Path) -> None:
    settings = with_settings(
        settings_of(),
        publisher=Publisher(name="La Place", country="CH"),
        representative=Representative(name="Sam de l’Union", email="sam@b.example"),
        redress=Redress(
            mediator="Médiation du Four",
            mediator_url="https://mediation.example",
            bodies=(DisputeBody(name="Organisme agréé", url="https://organisme.example"),),
        ),
    )
    async with visitor(await set_stage(settings), static) as client:
        page = Page((await client.get("/legal")).text)
        told = (await client.get("/.well-known/palabre-legal.json")).json()
    assert told["representative"]["name"] == "Sam de l’Union"
    for text in ("Sam de l’Union", "sam@b.example", "Médiation du Four", "Organisme agréé", "CH"):
        assert text in page.text
    outside = [link for link in page.all("a") if link["href"].startswith("https:")]
    assert {"https://mediation.example", "https://organisme.example"} <= {link["href"] for link in outside}
    assert all(link["rel"] == "external noopener noreferrer" for link in outside)
    assert "Arcom" not in page.text


async def test_a_weakness_is_told_to_somebody(static: Path) -> None:
    contact = Contact(guests="ici@b.example", security="failles@b.example", languages=("fr", "en"))
    stage = await set_stage(with_settings(public_settings(), contact=contact))
    async with visitor(stage, static) as client:
        answer = await client.get("/.well-known/security.txt", headers={"Host": "palabre.example"})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:failles@b.example",
        "Expires: 2027-05-21T00:00:00.000Z",
        "Preferred-Languages: fr, en",
        "Canonical: https://palabre.example/.well-known/security.txt",
    ]
    assert NOON % 86_400_000 == 43_200_000


async def test_where_nobody_is_to_be_told_there_is_no_such_file(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.get("/.well-known/security.txt"), 404, "not_found")


@pytest.mark.parametrize("path", ["/.well-known/palabre-legal.json", "/.well-known/palabre-rules.json"])
async def test_nothing_of_it_sets_a_cookie(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
