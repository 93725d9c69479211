"""What an instance wears: nothing of its own unless configured; then a theme, a logo, a welcome, on every page."""

from pathlib import Path

import httpx
import msgspec
import pytest

from palabre.http.logo import MAX_BYTES, LogoUnusable, read_logo
from palabre.http.site import Appearance, Instance
from palabre.settings import Settings
from tests.cast import set_stage, settings_of
from tests.http.conftest import visitor
from tests.http.test_pages import Page, read

SVG = b'<?xml version="1.0"?>\n<!-- ours --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect/></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"
PAGES = ("/", "/r/agora", "/r/nulle-part", "/rules", "/privacy", "/legal", "/offline", "/nulle-part")


def place(tmp_path: Path, *, logo: bytes = SVG, welcome: str = "", welcome_en: str = "") -> Settings:
    """A place in blue, with a logo."""
    file = tmp_path / "logo"
    file.write_bytes(logo)
    return msgspec.structs.replace(
        settings_of(),
        instance=Instance(name="Radio Bruyère", welcome=welcome, welcome_en=welcome_en),
        appearance=Appearance(accent="#1f4fa3", logo=str(file)),
    )


async def test_a_place_that_configures_nothing_wears_palabre_s_own(browser: httpx.AsyncClient) -> None:
    page = await read(browser, "/")
    assert page.all("img") == []
    assert not any("theme.css" in link["href"] for link in page.all("link"))
    for path in ("/theme.css", "/logo"):
        assert (await browser.get(path)).status_code == 404


async def test_every_page_wears_the_theme_and_the_logo(tmp_path: Path, static: Path) -> None:
    async with visitor(await set_stage(place(tmp_path)), static) as browser:
        for path in PAGES:
            page = Page((await browser.get(path, headers={"Accept": "text/html"})).text)
            sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
            assert sheets[-1].startswith("/theme.css?"), path
            assert [image["src"].partition("?")[0] for image in page.all("img")] == ["/logo"], path
        theme = await browser.get("/theme.css")
        assert theme.headers["content-type"] == "text/css; charset=utf-8"
        assert "--accent: #1f4fa3;" in theme.text
        boot = (await read(browser, "/")).boot["instance"]
    assert isinstance(boot, dict)
    assert boot["logo"].startswith("/logo?")


async def test_a_logo_is_alone_with_a_policy_of_its_own(tmp_path: Path, static: Path) -> None:
    async with visitor(await set_stage(place(tmp_path)), static) as browser:
        logo = await browser.get("/logo")
    assert logo.content == SVG
    assert logo.headers["content-type"] == "image/svg+xml"
    assert logo.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert logo.headers["x-content-type-options"] == "nosniff"


async def test_the_welcome_is_shown_in_the_reader_s_language_or_in_its_own(tmp_path: Path, static: Path) -> None:
    only_french = await set_stage(place(tmp_path, welcome="Le salon des auditeurs."))
    async with visitor(only_french, static) as browser:
        page = await read(browser, "/?lang=en")
        assert "Le salon des auditeurs." in page.text
        assert {"class": "welcome", "lang": "fr", "dir": "auto"} in page.all("p")
    both = await set_stage(place(tmp_path, welcome="Le salon des auditeurs.", welcome_en="Our listeners’ room."))
    async with visitor(both, static) as browser:
        page = await read(browser, "/?lang=en")
        boot = page.boot["instance"]
    assert "Our listeners’ room." in page.text
    assert "Le salon des auditeurs." not in page.text
    assert isinstance(boot, dict)
    assert boot["welcome"] == {"fr": "Le salon des auditeurs.", "en": "Our listeners’ room."}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "is neither"),
        (b"", "is neither"),
        (b"<html><svg></svg></html>", "is neither"),
        (SVG + b" " * MAX_BYTES, "at most 64 KiB"),
    ],
)
def test_a_file_that_cannot_be_the_logo_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "logo").write_bytes(content)
    with pytest.raises(LogoUnusable, match=told):
        read_logo(str(tmp_path / "logo"))


@pytest.mark.parametrize("path", ["gone.svg", ".", "a\0b"])
def test_a_logo_that_cannot_be_read_is_told(tmp_path: Path, path: str) -> None:
    with pytest.raises(LogoUnusable, match="cannot be read"):
        read_logo(str(tmp_path / path))


def test_a_logo_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    for content, media_type, pixels in ((SVG, "image/svg+xml", None), (PNG, "image/png", (256, 256))):
        (tmp_path / "logo.txt").write_bytes(content)
        logo = read_logo(str(tmp_path / "logo.txt"))
        assert (logo.media_type, logo.pixels) == (media_type, pixels)
