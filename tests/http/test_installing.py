"""What makes the place installable: a manifest, icons of the sizes they say, a worker that keeps one page."""

import json
from pathlib import Path

import httpx
import pytest

from palabre.http.installing import ICONS
from palabre.http.manifest import short
from tests.cast import set_stage
from tests.http.conftest import visitor
from tests.http.test_pages import Page, read
from tests.http.test_wearing import PNG, SVG, place


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


async def test_every_page_names_the_manifest(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/r/agora", "/rules", "/offline"):
        assert {"rel": "manifest", "href": "/manifest.webmanifest"} in (await read(browser, path)).all("link")


async def test_the_manifest_says_what_a_system_needs(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/manifest.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"
    told = response.json()
    assert (told["name"], told["start_url"], told["scope"], told["display"]) == ("Palabre", "/", "/", "standalone")
    assert (told["lang"], told["theme_color"], told["background_color"]) == ("fr", "#a3431f", "#f6f1e8")
    assert "maskable" in [icon["purpose"] for icon in told["icons"]]


async def test_every_icon_is_there_in_the_size_it_says(browser: httpx.AsyncClient) -> None:
    icons = (await browser.get("/manifest.webmanifest")).json()["icons"]
    for icon in (icon for icon in icons if icon["type"] == "image/png"):
        response = await browser.get(icon["src"])
        assert response.headers["content-type"] == "image/png"
        assert "x".join(map(str, size_of(response.content))) == icon["sizes"]
    assert size_of((await browser.get("/apple-touch-icon.png")).content) == (180, 180)
    assert {f"/{name}" for name in ICONS} >= {icon["src"] for icon in icons if icon["type"] == "image/png"}


@pytest.mark.parametrize(("logo", "sizes"), [(SVG, ["any"]), (PNG, ["256x256"])])
async def test_a_configured_place_is_installed_under_its_own_name_colour_and_logo(
    tmp_path: Path, static: Path, logo: bytes, sizes: list[str]
) -> None:
    settings = place(tmp_path, logo=logo, welcome="Le salon des auditeurs.")
    async with visitor(await set_stage(settings), static) as browser:
        told = (await browser.get("/manifest.webmanifest")).json()
    assert (told["name"], told["short_name"]) == ("Radio Bruyère", "Radio")
    assert (told["theme_color"], told["description"]) == ("#1f4fa3", "Le salon des auditeurs.")
    assert [icon["sizes"] for icon in told["icons"]] == sizes


async def test_a_logo_too_small_to_be_an_icon_leaves_the_tree(tmp_path: Path, static: Path) -> None:
    small = PNG.replace(b"\x00\x00\x01\x00\x00\x00\x01\x00", b"\x00\x00\x00\x20\x00\x00\x00\x20")
    async with visitor(await set_stage(place(tmp_path, logo=small)), static) as browser:
        told = (await browser.get("/manifest.webmanifest")).json()
    assert "/icon-192.png" in [icon["src"] for icon in told["icons"]]


@pytest.mark.parametrize(
    ("name", "under_an_icon"),
    [("Palabre", "Palabre"), ("La Place du Village", "La Place du"), ("Anticonstitutionnellement", "Anticonstitu")],
)
def test_a_long_name_is_cut_at_a_word(name: str, under_an_icon: str) -> None:
    assert short(name) == under_an_icon


async def test_the_worker_is_for_the_whole_place_and_asked_for_again_each_time(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/sw.js")
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["service-worker-allowed"] == "/"
    assert response.headers["cache-control"] == "no-cache"
    assert "worker-src 'self'; manifest-src 'self'" in response.headers["content-security-policy"]


def kept_by(worker: str) -> dict[str, object]:
    kept: dict[str, object] = json.loads(worker.partition("const KEPT = ")[2].partition(";\n")[0])
    return kept


async def test_the_worker_keeps_the_offline_page_its_styles_and_its_icon_only(browser: httpx.AsyncClient) -> None:
    kept = kept_by((await browser.get("/sw.js")).text)
    assert kept["page"] == "/offline"
    assert kept["files"] == ["/assets/guest-b2.css", "/assets/core-d4.css", "/icon.svg"]


async def test_the_worker_changes_with_what_it_keeps(tmp_path: Path, static: Path, browser: httpx.AsyncClient) -> None:
    plain = kept_by((await browser.get("/sw.js")).text)
    assert plain == kept_by((await browser.get("/sw.js")).text)
    async with visitor(await set_stage(place(tmp_path)), static) as configured:
        assert kept_by((await configured.get("/sw.js")).text)["version"] != plain["version"]


@pytest.mark.parametrize(("language", "words", "retry"), [("fr", "Hors ligne", "Réessayer"), ("en", "Offline", "Try")])
async def test_the_offline_page_works_without_a_script(
    browser: httpx.AsyncClient, language: str, words: str, retry: str
) -> None:
    page: Page = await read(browser, "/offline", **{"Accept-Language": language})
    assert words in page.text
    assert retry in page.text
    assert page.all("script") == []
    # An empty address is that of the page one asked for, which the worker answered with this one.
    assert [link["href"] for link in page.all("a")] == [""]
