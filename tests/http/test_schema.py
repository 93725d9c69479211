"""The OpenAPI description: committed, fresh, and about every JSON route."""

import re

import httpx

from palabre.http.app import JSON_ROUTES
from palabre.http.description import FILE
from palabre.http.schema import describe


def test_the_committed_description_is_what_the_routes_say() -> None:
    assert FILE.read_text(encoding="utf-8") == describe(), "run: python -m palabre.http.schema"


async def test_the_description_is_served_and_covers_every_json_route(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/api/openapi.json")
    assert response.headers["content-type"] == "application/json"
    routed = {re.sub(r":\w+}", "}", path) for route in JSON_ROUTES for path in route.paths}
    assert set(response.json()["paths"]) == routed


async def test_the_description_names_no_other_site(browser: httpx.AsyncClient) -> None:
    assert "//" not in (await browser.get("/api/openapi.json")).text


async def test_every_operation_names_itself_and_its_problems(browser: httpx.AsyncClient) -> None:
    paths = (await browser.get("/api/openapi.json")).json()["paths"]
    for operation in (operation for path in paths.values() for operation in path.values()):
        assert operation["operationId"]
        assert operation["summary"]
        for status, response in operation["responses"].items():
            assert status < "400" or list(response["content"]) == ["application/problem+json"]
