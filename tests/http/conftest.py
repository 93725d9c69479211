"""A whole instance in memory behind its HTTP application, and a browser's side of it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import httpx
import msgspec
import pytest

from palabre.http.app import make_app
from palabre.settings import Settings
from palabre.settings.traffic import Network
from tests.cast import Stage, set_stage, settings_of

MANIFEST = {
    "src/guest.ts": {
        "file": "assets/guest-a1.js",
        "isEntry": True,
        "imports": ["_core.js"],
        "css": ["assets/guest-b2.css"],
    },
    "_core.js": {"file": "assets/core-c3.js", "css": ["assets/core-d4.css"]},
}
DESK_MANIFEST = {
    "src/desk.ts": {"file": "assets/desk-e5.js", "isEntry": True, "css": ["assets/desk-f6.css"]},
    "src/i18n/desk_fr.ts": {"file": "assets/desk_fr-a7.js"},
}
AGE_MANIFEST = {"src/age.ts": {"file": "assets/age-b8.js", "isEntry": True, "css": ["assets/age-c9.css"]}}


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A built client."""
    return built_client(tmp_path)


def built_client(folder: Path) -> Path:
    """A built client in this folder, of a few lines."""
    files = {
        "manifest.json": json.dumps(MANIFEST),
        "manifest.desk.json": json.dumps(DESK_MANIFEST),
        "manifest.age.json": json.dumps(AGE_MANIFEST),
        "assets/desk-e5.js": "export {};",
        "assets/guest-a1.js": "export const room = 'agora';\n" * 100,
        "assets/core-c3.js": "export {};",
        "assets/guest-b2.css": ".page { margin: 0 }\n" * 100,
        "assets/core-d4.css": "a{}",
    }
    (folder / "static/assets").mkdir(parents=True)
    for name, text in files.items():
        (folder / "static" / name).write_text(text)
    return folder / "static"


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
async def browser(stage: Stage, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the instance on this machine, with its own cookies."""
    async with visitor(stage, static) as client:
        yield client


def visitor(stage: Stage, static: Path, *, peer: str = "127.0.0.1") -> httpx.AsyncClient:
    """A client whose connections come from `peer`."""
    transport = httpx.ASGITransport(cast(Any, make_app(stage.house.http, static)), client=(peer, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")


def public_settings() -> Settings:
    """A public place at palabre.example, behind a proxy on 192.0.2.0/24."""
    network = Network(hosts=("palabre.example",), trusted_proxies=("192.0.2.0/24",))
    return msgspec.structs.replace(settings_of(), mode="public", network=network)


def assert_problem(response: httpx.Response, status: int, code: str) -> None:
    """The response is a problem (RFC 9457) with this status and stable code."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == "about:blank"
    assert problem["title"]
