"""Bytes and frames of every kind over an open WebSocket, without a network."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import set_stage
from tests.fuzz.promises import kept_by, open_socket, survives
from tests.fuzz.vocabulary import BYTES
from tests.sockets.raw import CONTINUATION, TEXT, client_frame


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BYTES | st.binary(max_size=40), max_size=6))
async def test_a_socket_answers_or_closes_whatever_bytes_come(chunks: list[bytes]) -> None:
    await survives(await set_stage(), chunks)


async def test_empty_fragments_without_end_are_not_kept() -> None:
    socket, _ = await open_socket(await set_stage())
    socket.data_received(client_frame(TEXT, b"", fin=False))
    socket.data_received(client_frame(CONTINUATION, b"", fin=False) * 50_000)
    assert kept_by(socket) == 0
    socket.connection_lost(None)
