"""Health, readiness and figures."""

from pathlib import Path

import httpx

from tests.cast import Stage, set_stage
from tests.http.conftest import assert_problem, public_settings, visitor


async def test_healthy_means_that_a_guest_can_enter(browser: httpx.AsyncClient, stage: Stage) -> None:
    assert (await browser.get("/healthz")).status_code == 200
    stage.store.tables.writable = False
    stage.clock.step(2)
    assert_problem(await browser.get("/healthz"), 503, "unavailable")


async def test_a_stopping_server_is_neither_healthy_nor_ready(browser: httpx.AsyncClient, stage: Stage) -> None:
    assert (await browser.get("/readyz")).status_code == 200
    stage.house.health.stopping = True
    assert_problem(await browser.get("/healthz"), 503, "unavailable")
    assert_problem(await browser.get("/readyz"), 503, "unavailable")


async def test_figures_are_in_prometheus_s_format(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "palabre_rooms 3\n" in response.text
    for line in response.text.splitlines():
        name, value = line.split(" ")
        assert name.startswith("palabre_")
        float(value)


async def test_figures_do_not_exist_for_another_machine(stage: Stage, static: Path) -> None:
    async with visitor(stage, static, peer="203.0.113.9") as stranger:
        assert_problem(await stranger.get("/metrics"), 404, "not_found")


async def test_figures_do_not_exist_behind_a_proxy_on_this_machine(static: Path) -> None:
    stage = await set_stage(public_settings())
    async with visitor(stage, static) as proxied:
        headers = {"Host": "palabre.example", "Via": "1.1 caddy"}
        assert_problem(await proxied.get("/metrics", headers=headers), 404, "not_found")
        assert_problem(await proxied.get("/metrics", headers={"Host": "palabre.example"}), 404, "not_found")
