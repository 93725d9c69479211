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


async def test_whoever_watches_a_public_place_on_its_machine_is_answered(static: Path) -> None:
    stage = await set_stage(public_settings())
    async with visitor(stage, static) as watching:
        assert (await watching.get("/readyz")).status_code == 200
        assert "palabre_rooms 3\n" in (await watching.get("/metrics")).text
        assert_problem(await watching.get("/"), 421, "host_not_served")
        for header in ("Via", "X-Forwarded-For", "Forwarded"):
            answer = await watching.get("/metrics", headers={header: "203.0.113.7"})
            assert answer.status_code in (400, 421), header
    async with visitor(stage, static, peer="203.0.113.9") as stranger:
        assert_problem(await stranger.get("/metrics"), 421, "host_not_served")


async def test_figures_name_no_room_and_nobody(static: Path) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await ana.post("Bonsoir")
    async with visitor(stage, static) as watching:
        figures = (await watching.get("/metrics")).text
    tag = ana.received("message.posted")[0]["message"]["author"]["tag"]
    for told in ("agora", "cuisine", "minuit", "Ana", "Bonsoir", tag, "203.0.113"):
        assert told.lower() not in figures.lower()
