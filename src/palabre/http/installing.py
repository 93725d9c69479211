"""Routes of what makes the place installable: its manifest, its icons, and the page shown when it cannot be reached."""

from functools import cached_property
from pathlib import Path
from typing import cast

import msgspec
from litestar import Response, get

from palabre.http.assets import Assets
from palabre.http.look import Look, digest
from palabre.http.manifest import manifest
from palabre.http.pages import Page, page, printer_of, reader_of
from palabre.http.preferences import Reader
from palabre.http.printing import Printer
from palabre.http.site import Site
from palabre.http.visit import AnyRequest, found_in

A_DAY = "public, max-age=86400"
# Asked again each time, so that a changed worker replaces the one in use.
ASKED_AGAIN = "no-cache"
HERE = Path(__file__).parent
WORKER = HERE / "worker.js"
ICONS = ("icon-192.png", "icon-512.png", "maskable-512.png", "apple-touch-icon.png")


class Installation:
    """The manifest and the service worker of one configuration, each made once, when it is first asked for."""

    def __init__(self, site: Site, look: Look, assets: Assets, printer: Printer) -> None:
        self._site = site
        self._look = look
        self._assets = assets
        self._printer = printer

    @cached_property
    def manifest(self) -> bytes:
        return msgspec.json.encode(manifest(self._site, self._look))

    @cached_property
    def worker(self) -> bytes:
        return worker_of(self._look, self._assets, self._printer)


def worker_of(look: Look, assets: Assets, printer: Printer) -> bytes:
    """The service worker with the addresses it keeps; its text changes when anything it keeps does."""
    files = [*assets.text_styles, look.theme_address, look.logo_address or "/icon.svg"]
    kept = {"files": [file for file in files if file], "page": "/offline"}
    pages = b"".join(printer.text("offline", Reader(locale)) for locale in ("fr", "en"))
    script = WORKER.read_text(encoding="utf-8")
    version = digest(script.encode() + pages + msgspec.json.encode(kept) + (HERE / "icon.svg").read_bytes())
    return f"const KEPT = {msgspec.json.encode({**kept, 'version': version}).decode()};\n{script}".encode()


@get("/manifest.webmanifest", include_in_schema=False)
async def manifest_file(request: AnyRequest) -> Response[bytes]:
    """How the place calls itself once installed (W3C Web Application Manifest)."""
    found = installation_of(request).manifest
    return Response(found, media_type="application/manifest+json", headers={"Cache-Control": ASKED_AGAIN})


@get("/sw.js", include_in_schema=False)
async def worker(request: AnyRequest) -> Response[bytes]:
    """The service worker, for the whole of this origin."""
    headers = {"Cache-Control": ASKED_AGAIN, "Service-Worker-Allowed": "/"}
    return Response(installation_of(request).worker, media_type="text/javascript", headers=headers)


@get("/offline", include_in_schema=False)
async def offline(request: AnyRequest) -> Page:
    """What the service worker shows when the place does not answer."""
    return page(request, printer_of(request).text("offline", reader_of(request)))


@get([f"/{name}" for name in ICONS], include_in_schema=False)
async def picture(request: AnyRequest) -> Response[bytes]:
    """The tree as browsers and systems ask for it; `scripts/icons.py` draws it."""
    content = (HERE / "icons" / request.url.path.removeprefix("/")).read_bytes()
    return Response(content, media_type="image/png", headers={"Cache-Control": A_DAY})


def installation_of(request: AnyRequest) -> Installation:
    return cast(Installation, found_in(request, "installation"))


ROUTES = (manifest_file, worker, offline, picture)
