"""The pages: what is on them before any script runs, in which language, and what is shown when one is missing."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import msgspec
import pytest

from palabre.domain.room import RoomSettings
from palabre.http.site import Contact, HostingProvider, Publisher
from palabre.settings import ConfiguredRoom
from tests.cast import Stage, set_stage, settings_of
from tests.http.conftest import visitor

PAGES = ["/", "/r/agora", "/rules", "/privacy", "/legal", "/offline"]
XSS = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"


class Page(HTMLParser):
    """Every tag of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def app(self) -> dict[str, str]:
        (app,) = [attributes for attributes in self.all("div") if attributes.get("id") == "app"]
        return app

    @property
    def boot(self) -> dict[str, object]:
        boot: dict[str, object] = json.loads(self.app["data-boot"])
        return boot


async def read(browser: httpx.AsyncClient, path: str, **headers: str) -> Page:
    response = await browser.get(path, headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


async def test_the_lobby_shows_every_room_before_any_script(browser: httpx.AsyncClient) -> None:
    page = await read(browser, "/")
    assert "Entrez, on parle." in page.text
    assert {"/r/agora", "/r/cuisine", "/r/minuit"} <= {link["href"] for link in page.all("a")}
    assert page.app["data-page"] == "lobby"


async def test_the_client_starts_from_the_page_alone(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/sessions", json={"nickname": "Ana"})
    boot = (await read(browser, "/r/agora")).boot
    assert boot["mode"] == "demo"
    assert boot["instance"] == {"name": "Palabre", "publisher": "", "language": "fr", "welcome": {}, "logo": None}
    assert boot["retention"] == {"messages_h": 6, "sealed_h": 24}
    assert (boot["locale"], boot["min_age"], boot["pages"]) == ("fr", 15, ["rules", "privacy", "legal"])
    assert isinstance(boot["room"], dict)
    assert (boot["room"]["slug"], boot["room"]["keep_seconds"]) == ("agora", 21_600)
    assert isinstance(boot["session"], dict)
    assert boot["session"]["nickname"] == "Ana"
    assert isinstance(boot["rooms"], list)
    assert len(boot["rooms"]) == 3


async def test_the_lobby_has_no_room_and_a_stranger_no_session(browser: httpx.AsyncClient) -> None:
    boot = (await read(browser, "/")).boot
    assert (boot["room"], boot["session"]) == (None, None)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_code(
    browser: httpx.AsyncClient, path: str
) -> None:
    page = await read(browser, path)
    for tag, attributes in page.tags:
        assert "style" not in attributes, tag
        assert not any(name.startswith("on") for name in attributes), tag
        if tag != "a":
            assert not attributes.get("src", attributes.get("href", "/")).startswith(("http", "//")), attributes
    assert all(script["src"] and script["type"] == "module" for script in page.all("script"))
    assert page.all("style") == []
    assert {"name": "robots", "content": "noindex, noarchive"} in page.all("meta")


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_one_title_one_heading_and_one_main_part(browser: httpx.AsyncClient, path: str) -> None:
    page = await read(browser, path)
    assert [len(page.all(tag)) for tag in ("title", "h1", "main")] == [1, 1, 1]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
    assert set(labelled) <= set(ids)


async def test_live_pages_load_the_client_and_text_pages_its_styles_only(browser: httpx.AsyncClient) -> None:
    live, text = await read(browser, "/"), await read(browser, "/rules")
    styles = ["/assets/guest-b2.css", "/assets/core-d4.css"]
    for page in (live, text):
        assert [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"] == styles
    assert [script["src"] for script in live.all("script")] == ["/assets/guest-a1.js"]
    assert [link["href"] for link in live.all("link") if link["rel"] == "modulepreload"] == ["/assets/core-c3.js"]
    assert text.all("script") == []


async def test_the_address_chooses_the_language_and_a_cookie_remembers_it(browser: httpx.AsyncClient) -> None:
    assert (await read(browser, "/", **{"Accept-Language": "en"})).all("html") == [{"lang": "en"}]
    assert (await read(browser, "/?lang=fr", **{"Accept-Language": "en"})).all("html") == [{"lang": "fr"}]
    assert browser.cookies["palabre_lang"] == "fr"
    assert (await read(browser, "/rules", **{"Accept-Language": "en"})).all("html") == [{"lang": "fr"}]


async def test_an_unknown_language_sets_no_cookie(browser: httpx.AsyncClient) -> None:
    await read(browser, "/?lang=%22%3E")
    assert not browser.cookies


@pytest.mark.parametrize("path", [*PAGES, "/r/nulle-part", "/nulle-part"])
async def test_every_page_wears_what_the_reader_chose(browser: httpx.AsyncClient, path: str) -> None:
    async def worn(cookie: str) -> dict[str, str]:
        response = await browser.get(path, headers={"Cookie": cookie, "Accept": "text/html"})
        assert "Cookie" in response.headers["vary"]
        (html,) = Page(response.text).all("html")
        return html

    assert await worn("palabre_theme=dark; palabre_size=125") == {
        "lang": "fr",
        "data-theme": "dark",
        "data-size": "125",
    }
    assert await worn("palabre_theme=light") == {"lang": "fr", "data-theme": "light"}
    for nothing in ("", "palabre_theme=auto; palabre_size=100", 'palabre_theme="><script>; palabre_size=900'):
        assert await worn(nothing) == {"lang": "fr"}


@pytest.mark.parametrize(
    ("language", "lobby", "room"),
    [
        ("fr", "Sans JavaScript, cette page montre les salons", "Sans JavaScript, on ne lit pas les messages"),
        ("en", "Without JavaScript, this page shows the rooms", "Without JavaScript, messages cannot be read"),
    ],
)
async def test_live_pages_say_what_is_possible_without_a_script(
    browser: httpx.AsyncClient, language: str, lobby: str, room: str
) -> None:
    for path, told in (("/", lobby), ("/r/agora", room)):
        page = await read(browser, path, **{"Accept-Language": language})
        assert told in page.text
        assert len(page.all("noscript")) == 1


async def test_a_room_without_a_script_shows_its_topic_its_rule_and_what_is_pinned(static: Path) -> None:
    room = ConfiguredRoom(slug="agora", name="Agora", topic="On parle.", rules="À voix haute.", pinned="Un conte.")
    async with visitor(await set_stage(settings_of(rooms=(room,))), static) as browser:
        text = (await read(browser, "/r/agora")).text
    assert all(told in text for told in ("On parle.", "À voix haute.", "Un conte.", "gardés 6\u00a0h"))


async def test_each_rule_has_its_anchor(browser: httpx.AsyncClient) -> None:
    for path in ("/rules?lang=fr", "/rules?lang=en"):
        anchors = {attributes.get("id") for _, attributes in (await read(browser, path)).tags}
        assert {f"rule-{number}" for number in range(1, 7)} <= anchors


async def test_the_rules_say_who_moderates_and_whom_to_write_to(browser: httpx.AsyncClient) -> None:
    assert "Une équipe de modération." in (await read(browser, "/rules")).text
    assert "A moderation team." in (await read(browser, "/rules?lang=en")).text


async def test_the_privacy_page_follows_the_configured_retention(static: Path) -> None:
    async with visitor(await set_stage(settings_of(messages_h=48)), static) as browser:
        text = (await read(browser, "/privacy")).text
    assert "48\u00a0h après l’envoi" in text
    assert "24\u00a0h après la modification" in text
    assert "4\u00a0h sans rien faire, 24\u00a0h au plus" in text
    assert "30\u00a0min" in text
    assert "CNIL" in text


async def test_the_legal_page_is_made_of_the_configuration(static: Path) -> None:
    settings = msgspec.structs.replace(
        settings_of(),
        publisher=Publisher(name="La Place", address="1 rue du Four", director="Nour", email="a@b.example", phone="01"),
        host=HostingProvider(name="Hébergeur & Cie", address="2 rue du Puits", phone="02"),
        contact=Contact(guests="ici@b.example", authorities="la@b.example", languages=("fr", "br")),
    )
    async with visitor(await set_stage(settings), static) as browser:
        text = (await read(browser, "/legal")).text
        assert "Tenu par La Place" in (await read(browser, "/")).text
    for told in (
        "La Place",
        "1 rue du Four",
        "Nour",
        "a@b.example",
        "01",
        "Hébergeur & Cie",
        "ici@b.example",
        "français, br",
    ):
        assert told in text
    assert "Textes de démonstration" in text


async def test_what_is_not_configured_is_said_not_to_be_given(browser: httpx.AsyncClient) -> None:
    assert "Non renseigné" in (await read(browser, "/legal")).text


async def test_a_room_s_words_are_text_on_every_page(static: Path) -> None:
    room = ConfiguredRoom(slug="agora", name=XSS, topic=XSS, rules=XSS)
    async with visitor(await set_stage(settings_of(rooms=(room,))), static) as browser:
        for path in ("/", "/r/agora"):
            page = await read(browser, path)
            assert len(page.all("script")) == 1
            assert page.all("img") == []
            assert XSS in page.text
            assert XSS in json.dumps(page.boot, ensure_ascii=False).replace('\\"', '"')


async def test_a_closed_room_says_so(browser: httpx.AsyncClient, stage: Stage) -> None:
    room = stage.house.http.rooms.directory.by_slug("agora")
    assert room is not None
    await stage.store.change_room(room.id, RoomSettings(name="Agora"), closed=True)
    page = await read(browser, "/r/agora")
    assert "Ce salon est fermé" in page.text
    assert isinstance(page.boot["room"], dict)
    assert page.boot["room"]["closed"] is True
    assert "/r/agora" not in {link["href"] for link in (await read(browser, "/")).all("a")}
    assert {"/r/cuisine", "/r/minuit"} <= {link["href"] for link in page.all("a")}


@pytest.mark.parametrize(
    ("path", "french", "english"),
    [
        ("/r/nulle-part", "Ce salon n’existe pas", "This room does not exist"),
        ("/nulle-part", "Cette page n’existe pas", "This page does not exist"),
        ("/assets/nothing.js", "Cette page n’existe pas", "This page does not exist"),
    ],
)
async def test_a_missing_page_is_told_kindly(browser: httpx.AsyncClient, path: str, french: str, english: str) -> None:
    for language, words in (("fr", french), ("en", english)):
        response = await browser.get(path, headers={"Accept": "text/html", "Accept-Language": language})
        assert response.status_code == 404
        page = Page(response.text)
        assert words in page.text
        assert "/" in {link["href"] for link in page.all("a")}


async def test_a_room_that_is_none_leads_to_those_that_are(browser: httpx.AsyncClient) -> None:
    page = Page((await browser.get("/r/nulle-part")).text)
    assert {"/r/agora", "/r/cuisine", "/r/minuit"} <= {link["href"] for link in page.all("a")}
    assert page.all("script") == []


async def test_a_failing_store_shows_a_page_and_no_traceback(
    browser: httpx.AsyncClient, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("a secret of Ana's")

    monkeypatch.setattr(stage.store, "find_session", fail)
    headers = {"Accept": "text/html", "Cookie": "palabre_session=x"}
    response = await browser.get("/", headers=headers)
    assert response.status_code == 500
    assert "Un instant" in Page(response.text).text
    assert not re.search(r"Traceback|secret|RuntimeError", response.text)
