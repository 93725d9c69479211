"""Who is let in: our own pages, on this machine, without forwarding headers, speaking `palabre.v1`."""

import httpx
import pytest

from palabre.gateway.edge import FORWARDING
from tests.sockets.raw import raw_client, upgrade_request
from tests.tools.server import PalabreServer

ROUTES = (
    "/", "/r/agora", "/rules", "/privacy", "/legal", "/healthz", "/readyz", "/metrics", "/api/rooms",
    "/api/rooms/agora/messages", "/api/sessions/current", "/api/openapi.json", "/nothing-here",
)  # fmt: skip


async def test_our_own_page_is_let_in_and_told_the_subprotocol(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(upgrade_request(edge.url))
        status, head = await client.read_head()
    assert status == 101
    assert "sec-websocket-protocol: palabre.v1" in head.lower()
    assert "sec-websocket-extensions" not in head.lower()


async def test_a_compression_offer_is_declined(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(upgrade_request(edge.url, sec_websocket_extensions="permessage-deflate"))
        status, head = await client.read_head()
    assert status == 101
    assert "sec-websocket-extensions" not in head.lower()


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost", "https://127.0.0.1"])
async def test_a_foreign_origin_is_refused(edge: PalabreServer, origin: str | None) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, origin=origin) == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.0.2.1"])
async def test_a_foreign_host_is_refused(edge: PalabreServer, host: str) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, host=host, origin=f"http://{host}") == 421


async def test_a_foreign_host_is_refused_on_every_route(edge: PalabreServer) -> None:
    assert await statuses(edge, {"Host": "evil.example"}) == dict.fromkeys(ROUTES, 421)


async def test_a_request_without_a_host_is_refused(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, host=None) == 400


@pytest.mark.parametrize("name", sorted(name.decode() for name in FORWARDING))
async def test_forwarding_headers_are_refused_in_a_demo(edge: PalabreServer, name: str) -> None:
    assert await statuses(edge, {name: "192.0.2.1"}) == dict.fromkeys(ROUTES, 421)
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, **{name.replace("-", "_"): "192.0.2.1"}) == 421


@pytest.mark.parametrize("subprotocol", [None, "palabre.v2", "chat"])
async def test_another_subprotocol_is_refused(edge: PalabreServer, subprotocol: str | None) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, sec_websocket_protocol=subprotocol) == 400


async def test_ours_is_chosen_among_several_subprotocols(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, sec_websocket_protocol="palabre.v2, palabre.v1") == 101


@pytest.mark.parametrize("target", ["/", "/ws/", "/ws2", "/r/agora", "//ws"])
async def test_there_is_one_address_to_upgrade(edge: PalabreServer, target: str) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, target=target) == 404


@pytest.mark.parametrize("version", [None, "8", "14"])
async def test_another_version_of_websocket_is_refused(edge: PalabreServer, version: str | None) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, sec_websocket_version=version) == 400


@pytest.mark.parametrize("key", [None, "short", "not base64 at all!!!!!=="])
async def test_an_upgrade_without_a_key_is_refused(edge: PalabreServer, key: str | None) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, sec_websocket_key=key) == 400


async def test_a_refused_upgrade_ends_the_connection(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, origin="https://evil.example") == 403
        assert b"evil" not in await client.read_all()


async def test_an_upgrade_that_is_not_a_get_ends_the_connection(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(upgrade_request(edge.url).replace(b"GET", b"POST", 1))
        assert b"101" not in await client.read_all()


async def statuses(server: PalabreServer, headers: dict[str, str]) -> dict[str, int]:
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, verify=False, headers=headers) as client:
        return {route: (await client.get(route)).status_code for route in ROUTES}
