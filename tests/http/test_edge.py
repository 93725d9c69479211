"""The outermost layer: what is turned away, and what every response carries."""

from pathlib import Path

import httpx
import pytest

from tests.cast import set_stage
from tests.http.conftest import assert_problem, public_settings, visitor

ROUTES = ["/", "/r/agora", "/rules", "/api/rooms", "/healthz", "/metrics", "/assets/guest-a1.js", "/ws", "/nowhere"]


@pytest.mark.parametrize("path", ROUTES)
async def test_the_demo_answers_loopback_names_only(browser: httpx.AsyncClient, path: str) -> None:
    assert_problem(await browser.get(path, headers={"Host": "palabre.example"}), 421, "host_not_served")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Proto"])
async def test_the_demo_refuses_forwarding_headers(browser: httpx.AsyncClient, header: str) -> None:
    assert_problem(await browser.get("/api/rooms", headers={header: "127.0.0.1"}), 421, "forwarding_refused")


async def test_a_stranger_s_forwarding_header_is_refused(static: Path) -> None:
    stage = await set_stage(public_settings())
    headers = {"Host": "palabre.example", "X-Forwarded-For": "203.0.113.9"}
    async with visitor(stage, static, peer="198.51.100.1") as browser:
        assert_problem(await browser.get("/", headers=headers), 400, "forwarding_refused")


async def test_an_address_has_a_limit(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/api/rooms?" + "a" * 2_100)
    assert_problem(response, 414, "address_too_long")
    assert response.json()["limit"] == 2_048


@pytest.mark.parametrize("origin", ["http://palabre.example", "https://127.0.0.1:8000", "http://127.0.0.1:9", "null"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
async def test_another_site_s_page_cannot_act(browser: httpx.AsyncClient, method: str, origin: str) -> None:
    response = await browser.request(method, "/api/sessions/current", headers={"Origin": origin})
    assert_problem(response, 403, "origin_refused")


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://127.0.0.1:8000"}, {}, {"Sec-Fetch-Site": "same-origin"}], ids=str
)
async def test_our_own_page_can_and_so_can_a_program(browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await browser.post("/api/sessions", json={"nickname": "Ana"}, headers=headers)).status_code == 201


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_a_browser_that_hides_the_origin_is_not_believed(browser: httpx.AsyncClient, site: str) -> None:
    response = await browser.post("/api/sessions", json={"nickname": "Ana"}, headers={"Sec-Fetch-Site": site})
    assert_problem(response, 403, "origin_refused")


@pytest.mark.parametrize("path", ROUTES)
async def test_every_response_is_marked(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    policy = headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-robots-tag"] == "noindex, noarchive"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/r/agora", "/privacy", "/api/rooms", "/nowhere", "/healthz"])
async def test_nothing_that_changes_is_stored_by_a_browser(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).headers["cache-control"] == "no-store"


async def test_head_answers_like_get(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/healthz", "/api/rooms"):
        assert (await browser.head(path)).status_code == 200


async def test_a_wrong_method_is_told_the_right_ones(browser: httpx.AsyncClient) -> None:
    response = await browser.put("/api/rooms")
    assert_problem(response, 405, "method_not_allowed")
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize(
    ("path", "methods"), [("/api/sessions/current", {"GET", "DELETE", "OPTIONS"}), ("/api/rooms", {"GET", "OPTIONS"})]
)
async def test_an_address_tells_its_methods(browser: httpx.AsyncClient, path: str, methods: set[str]) -> None:
    response = await browser.options(path)
    assert set(response.headers["allow"].split(", ")) == methods
