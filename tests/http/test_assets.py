"""The built client: found through its manifest, sent for ever, refused when it is not there."""

import json
from pathlib import Path

import httpx
import pytest

from palabre.http.assets import Assets, AssetsMissing
from palabre.http.files import asset_response


async def test_a_file_with_a_hashed_name_is_kept_for_ever(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/assets/guest-a1.js", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.text.startswith("export const room")


async def test_a_browser_that_knows_brotli_gets_what_the_build_packed(browser: httpx.AsyncClient, static: Path) -> None:
    packed = Assets().read(Path(Assets().script).name)
    assert packed is not None and packed.brotli is not None and packed.gzipped is not None
    assert len(packed.brotli) < len(packed.gzipped)
    sent = asset_response(packed, "gzip, deflate, br, zstd")
    assert (sent.content, sent.headers["Content-Encoding"]) == (packed.brotli, "br")
    assert asset_response(packed, "gzip, br;q=0").content == packed.gzipped
    assert asset_response(packed, "*").content == packed.gzipped
    (static / "assets" / "guest-a1.js.br").write_bytes(b"packed")
    assert (await browser.get("/assets/guest-a1.js.br")).status_code == 404


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
async def test_a_file_is_sent_plain_to_who_cannot_unpack_it(browser: httpx.AsyncClient, accepted: str) -> None:
    response = await browser.get("/assets/guest-b2.css", headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in response.headers
    assert response.headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fmanifest.json", "%2e%2e/manifest.json", "", ".", "guest-a1.js/x"])
async def test_only_the_built_files_are_there(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/assets/{name}")).status_code == 404


async def test_the_tree_and_the_robots_file_are_there(browser: httpx.AsyncClient) -> None:
    for path in ("/icon.svg", "/favicon.ico"):
        assert (await browser.get(path)).headers["content-type"] == "image/svg+xml"
    assert (await browser.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"


def test_text_pages_wear_their_own_styles_when_the_build_makes_them(static: Path) -> None:
    manifest = json.loads((static / "manifest.json").read_text())
    manifest["src/styles/pages.css"] = {"file": "assets/pages-e5.css"}
    (static / "manifest.json").write_text(json.dumps(manifest))
    assets = Assets(static)
    assert assets.text_styles == ["/assets/pages-e5.css"]
    assert assets.styles == ["/assets/guest-b2.css", "/assets/core-d4.css"]


def test_a_page_preloads_its_view_and_the_words_of_its_language_only(static: Path) -> None:
    manifest = json.loads((static / "manifest.json").read_text())
    manifest["src/i18n/language_fr.ts"] = {"file": "assets/language_fr-f6.js"}
    manifest["src/views/room.tsx"] = {"file": "assets/room-a7.js"}
    (static / "manifest.json").write_text(json.dumps(manifest))
    preloads = Assets(static).preloads
    assert preloads("fr", "room") == ["/assets/core-c3.js", "/assets/language_fr-f6.js", "/assets/room-a7.js"]
    assert preloads("en", "lobby") == ["/assets/core-c3.js"]


@pytest.mark.parametrize(("manifest", "told"), [(None, "missing"), ("{", "broken"), ("{}", "has no `src/guest.ts`")])
def test_a_client_that_was_not_built_is_told_in_one_line(static: Path, manifest: str | None, told: str) -> None:
    (static / "manifest.json").unlink()
    if manifest is not None:
        (static / "manifest.json").write_text(manifest)
    with pytest.raises(AssetsMissing, match=told) as missing:
        Assets(static)
    assert "\n" not in str(missing.value)
