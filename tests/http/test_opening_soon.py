"""A public place that waits for its team says so calmly; what the law wants said is said already."""

from pathlib import Path

import httpx
import pytest

from tests.cast import set_stage
from tests.http.conftest import assert_problem, public_settings, visitor
from tests.services.team import with_key

HOST = {"Host": "palabre.example"}
OWN = {**HOST, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "Origin": "https://palabre.example"}


@pytest.mark.parametrize(("language", "words"), [("fr", "Ouvre bientôt"), ("en", "Opens soon")])
async def test_the_lobby_and_the_rooms_say_that_it_opens_soon(static: Path, language: str, words: str) -> None:
    stage = await set_stage(public_settings())
    async with visitor(stage, static) as client:
        for path in ("/", "/r/agora"):
            page = await client.get(path, headers={**HOST, "Accept-Language": language})
            assert (page.status_code, page.headers["retry-after"]) == (503, "60")
            assert words in page.text
        for path in ("/legal", "/privacy", "/rules", "/notice", "/desk"):
            assert (await client.get(path, headers=HOST)).status_code == 200, path


async def test_it_is_unhealthy_lets_no_session_begin_and_is_itself_at_the_second_key(static: Path) -> None:
    stage = await set_stage(public_settings())
    async with visitor(stage, static, peer="192.0.2.1") as client:
        client.headers.update(OWN)
        assert_problem(await asked(client), 503, "not_open_yet")
        assert (await client.get("/healthz")).status_code == 503
        assert (await client.get("/readyz")).status_code == 200
        for name in ("Mo", "Nour"):
            await with_key(stage, name)
        await stage.step(1)
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/r/agora")).status_code == 200
        assert (await asked(client)).status_code == 201


async def asked(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("/api/sessions", json={"nickname": "Ana", "locale": "fr"})
