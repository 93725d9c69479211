"""What a request may take before it is complete: size, time, and nothing behind an upgrade."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.sockets.hurried_server import UNMEASURED, hurried_server
from tests.sockets.raw import RawClient, raw_client, upgrade_request
from tests.tools.live_client import within
from tests.tools.server import PalabreServer

START = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
KIB = 1024


async def test_headers_without_end_are_refused_at_once(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(START + b"X-Endless: " + b"a" * 17 * KIB)
        assert (await client.read_head())[0] == 431
        assert await client.read_all() == b""


async def test_many_small_headers_without_end_are_refused(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(START + b"".join(b"X-%d: %s\r\n" % (number, b"a" * 90) for number in range(170)))
        assert (await client.read_head())[0] == 431


async def test_headers_over_16_kib_are_refused_even_when_complete(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(START + b"X-Large: " + b"a" * 17 * KIB + b"\r\n\r\n")
        assert (await client.read_head())[0] == 431


async def test_an_upgrade_request_has_the_same_limit(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, x_large="a" * 17 * KIB) == 431


async def test_headers_under_16_kib_are_served(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(START + b"X-Large: " + b"a" * 15 * KIB + b"\r\n\r\n")
        assert (await client.read_head())[0] == 200


async def test_the_limit_counts_each_request_of_a_connection_anew(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        for _ in range(3):
            await client.send(START + b"X-Large: " + b"a" * 9 * KIB + b"\r\n\r\n")
            assert (await client.read_head())[0] == 200
            await client.read_exactly(len("ok\n"))


async def test_what_is_not_http_is_refused(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(b"\x16\x03\x01\x02\x00 this is TLS\r\n\r\n")
        assert (await client.read_head())[0] == 400
        assert await client.read_all() == b""


async def test_half_a_request_is_closed(impatient: PalabreServer) -> None:
    async with raw_client(impatient.port) as client:
        await client.send(START + b"X-Half: ")
        assert (await client.read_head())[0] == 408
        assert await client.read_all() == b""


async def test_a_connection_that_says_nothing_is_closed(impatient: PalabreServer) -> None:
    async with raw_client(impatient.port) as client:
        assert b"408" in await client.read_all()


async def test_a_body_that_does_not_come_is_not_waited_for(impatient: PalabreServer) -> None:
    async with raw_client(impatient.port) as client:
        await client.send(session_request(impatient) + b"Content-Length: 40\r\n\r\n{")
        assert b"408" in await client.read_all()


async def test_a_chunked_body_without_end_is_not_waited_for(impatient: PalabreServer) -> None:
    async with raw_client(impatient.port) as client:
        await client.send(session_request(impatient) + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
        assert b"408" in await client.read_all()


async def test_a_second_request_has_a_deadline_too(impatient: PalabreServer) -> None:
    async with raw_client(impatient.port) as client:
        await client.send(START + b"\r\n")
        assert (await client.read_head())[0] == 200
        await client.send(START)
        assert b"408" in await client.read_all()


async def test_bytes_after_an_upgrade_request_are_refused(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        await client.send(upgrade_request(edge.url) + b"\x81\x80\x00\x00\x00\x00")
        assert (await client.read_head())[0] == 400
        assert await client.read_all() == b""


async def test_an_upgrade_to_something_else_is_refused(edge: PalabreServer) -> None:
    async with raw_client(edge.port) as client:
        assert await client.upgrade(edge.url, upgrade="h2c") == 400


async def test_connections_of_one_prefix_are_counted_at_accept(tmp_path: Path) -> None:
    configuration = f"{UNMEASURED}\n[live]\nconnections_per_prefix = 1\n"  # × 100 in demo mode
    async with hurried_server(tmp_path, {}, configuration=configuration) as server:
        for _ in range(2):
            await fill_and_leave(server)


async def fill_and_leave(server: PalabreServer) -> None:
    """Take every place, half of them as WebSockets; see that there are no more; see that one becomes free."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(raw_client(server.port))
        for number in range(99):
            client = await stack.enter_async_context(raw_client(server.port))
            if number % 2:
                assert await client.upgrade(server.url) == 101
        one_too_many = await stack.enter_async_context(raw_client(server.port))
        assert await one_too_many.read_all() == b""
        await first.hang_up()
        await stack.enter_async_context(await admitted(server))
    await (await admitted(server)).__aexit__(None, None, None)


async def admitted(server: PalabreServer) -> AsyncExitStack:
    """Connect until there is a place: that another left is known to the server a moment later."""
    async with within():
        while True:
            stack = AsyncExitStack()
            client = await stack.enter_async_context(raw_client(server.port))
            if await is_served(client):
                return stack
            await stack.aclose()


async def is_served(client: RawClient) -> bool:
    try:
        await client.send(START + b"\r\n")
        return (await client.read_head())[0] == 200
    except (ConnectionError, asyncio.IncompleteReadError):
        return False


def session_request(server: PalabreServer) -> bytes:
    """The head of `POST /api/sessions`, without the empty line that ends it."""
    lines = (
        f"POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nOrigin: {server.url}\r\n"
    )
    return lines.encode()
