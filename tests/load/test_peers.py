"""What stands beside Palabre: the peers' files, the readers that count for them, and the tables."""

import json
import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.bench.reference import Figures
from tests.bench.conversation import Conversation
from tests.bench.listener import Heard, Listener
from tests.bench.nats_writer import NatsWriter
from tests.bench.peer_servers import NATS, PEERS
from tests.bench.peer_tables import REFERENCE, Kept, report

FIGURES = Figures(
    conns=1_000, failed=0, dead=0, msgs=100_000, deliv_per_s=100_000, frames=100_000, frames_per_s=100_000,
    reads=100_000, unstamped=0, MB_per_s=20, p50_ms=4, p99_ms=9, max_ms=12, srv_user=0.1, srv_sys=0.7, srv_util=0.8,
    other_cores=0.1,
    client_cpu=0.9, cpu_s_per_M=8, rss_start_kb=1_000, rss_kb=7_000,
)  # fmt: skip
CONVERSATION = Conversation(
    guests=200, joined_s=2, messages_per_s=20, deliveries_per_s=4_000, p50_ms=4, p99_ms=9, max_ms=12, server_core=0.1,
    server_us=25, client_core=0.1, kib_per_guest=11,
)  # fmt: skip
MESSAGE = "zt=12 La pluie s’arrête enfin".encode()


@pytest.mark.parametrize("script", ["pace.mjs", "ws.mjs", "socketio.mjs"])
def test_the_servers_for_node_are_scripts(script: str) -> None:
    node = Path(os.environ["PALABRE_NODE_BIN"]) / "node"
    subprocess.run([node, "--check", PEERS / script], check=True)


def test_nats_takes_its_configuration() -> None:
    subprocess.run([NATS, "-t", "-c", PEERS / "nats.conf"], check=True, capture_output=True)


def test_the_packages_of_peers_are_pinned() -> None:
    wanted = json.loads((PEERS / "package.json").read_text())["dependencies"]
    lock = json.loads((PEERS / "package-lock.json").read_text())["packages"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for name, package in lock.items() if name)


def server_frame(payload: bytes) -> bytes:
    size = len(payload)
    head = bytes((0x81, size)) if size < 126 else bytes((0x81, 126)) + size.to_bytes(2, "big")
    return head + payload


def fed(receiver: Listener | NatsWriter, data: bytes, cuts: list[int]) -> None:
    """The bytes, cut anywhere."""
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        receiver.data_received(data[start:end])


@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=6), st.lists(st.integers(0, 40_000)))
def test_a_listener_counts_messages_however_the_bytes_come(sizes: list[int], cuts: list[int]) -> None:
    ear = Heard()
    listener = Listener(ear)
    ear.counting = True
    frames = b"".join(server_frame(MESSAGE + b"x" * size) for size in sizes)
    fed(listener, b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + frames, cuts)
    assert ear.delays.count == len(sizes)


@given(st.integers(0, 20), st.lists(st.integers(0, 2_000)))
def test_a_nats_writer_counts_its_own_messages_however_the_bytes_come(count: int, cuts: list[int]) -> None:
    writer = NatsWriter()
    fed(writer, b"PING\r\n" + b"MSG agora 1 5\r\nsalut\r\n" * count, cuts)
    assert writer.heard == count


def test_the_tables_compare_each_with_the_reference_of_its_round() -> None:
    slower = [msgspec.structs.replace(FIGURES, deliv_per_s=speed) for speed in (50_000, 80_000)]
    kept = Kept(
        saturated={REFERENCE: [FIGURES, FIGURES], "Node ws": slower},
        quiet={REFERENCE: [FIGURES, FIGURES], "Node ws": [FIGURES, FIGURES]},
        steady={"Palabre": [CONVERSATION]},
        eager={"Palabre": [CONVERSATION]},
    )
    told = report(kept, 1_000)
    assert "| Node ws | 65 (50–80) | 0.65 (0.50–0.80) |" in told
    assert "200 guests in one room" in told
