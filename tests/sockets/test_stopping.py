"""Starting and stopping: SIGTERM, a port in use, a data directory in use or full of strangers."""

import json
import sys
import time
from pathlib import Path

from tests.sockets.raw import raw_client, raw_socket
from tests.tools.child import Child
from tests.tools.live_client import LiveGuest
from tests.tools.ports import free_port
from tests.tools.server import PalabreServer, running_server

EXIT_WITHIN_S = 15


async def test_guests_are_told_when_to_come_back(server: PalabreServer) -> None:
    guests = [await LiveGuest.arrive(server.url, name) for name in ("Ana", "Bilal", "Chloé")]
    try:
        for guest in guests:
            await guest.enter("agora")
        assert await server.terminate() == 0
        waits = []
        for guest in guests:
            assert await guest.closed() == 4001
            waits.append(json.loads(guest.close_reason)["retry_after_ms"])
        assert len(set(waits)) == len(waits)
        assert all(0 < wait <= 10_250 for wait in waits)
    finally:
        for guest in guests:
            await guest.disconnect()


async def test_what_was_acknowledged_before_a_stop_is_there_after_it(server: PalabreServer) -> None:
    async with await LiveGuest.arrive(server.url, "Ana") as ana:
        await ana.enter("agora")
        reply = await ana.post("agora", "À tout de suite")
        await server.restart()
        await ana.closed()
        await ana.reconnect()
        again = ana.frames[-1]
        assert (again["mode"], again["offset"]) == ("resumed", reply["offset"])


async def test_a_stop_does_not_wait_for_who_does_not_listen(server: PalabreServer) -> None:
    async with raw_socket(server.url, lazy=True) as deaf, raw_client(server.port) as half:
        await deaf.enter()
        await half.send(b"POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n")
        started = time.monotonic()
        assert await server.terminate() == 0
        assert time.monotonic() - started < EXIT_WITHIN_S


async def test_an_empty_house_stops_at_once(server: PalabreServer) -> None:
    assert await server.terminate() == 0
    assert "Traceback" not in server.stderr


async def test_a_port_in_use_is_said_plainly(server: PalabreServer, tmp_path: Path) -> None:
    code, said = refused_start(tmp_path / "other", server.port, tmp_path / "logs")
    assert code == 1
    assert f"port {server.port} of 127.0.0.1 is in use" in said
    assert "Traceback" not in said


async def test_a_second_server_on_the_same_data_is_refused(server: PalabreServer, tmp_path: Path) -> None:
    code, said = refused_start(server.data, free_port(), tmp_path / "logs")
    assert code == 1
    assert str(server.data) in said
    assert "Traceback" not in said
    async with LiveGuest(server.url) as spectator:
        await spectator.connect()
        await spectator.enter("agora")


async def test_foreign_files_in_the_data_directory_are_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "photos").mkdir(parents=True)
    strangers = {data / "README.txt": b"not ours", data / "photos" / "1.jpg": b"\xff\xd8", data / "old.sqlite3": b""}
    for file, content in strangers.items():
        file.write_bytes(content)
    async with running_server(data) as server:
        async with LiveGuest(server.url) as spectator:
            await spectator.connect()
            await spectator.enter("agora")
        assert await server.terminate() == 0
    assert {file: file.read_bytes() for file in strangers} == strangers


def refused_start(data: Path, port: int, logs: Path) -> tuple[int, str]:
    """Start a server that must not start; its exit code, and what it said on standard error."""
    command = [sys.executable, "-P", "-m", "palabre", "serve", "--port", str(port), "--data", str(data)]
    child = Child(command, logs)
    code = child.stop(within=EXIT_WITHIN_S) if not has_ended(child) else child.kill()
    return code, child.stderr_file.read_text()


def has_ended(child: Child) -> bool:
    """Whether the program ends by itself within 15 s."""
    deadline = time.monotonic() + EXIT_WITHIN_S
    while child.returncode() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return child.returncode() is not None
