"""Bad input over an open connection: a typed reply or the right close code, never silence."""

import json

import pytest

from palabre.protocol.close_codes import CloseCode
from palabre.protocol.limits import MAX_FRAME_BYTES
from tests.sockets.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Closed, RawClient, client_frame, raw_socket
from tests.tools.history import WireFrame
from tests.tools.server import PalabreServer

ENTER: WireFrame = {"type": "room.enter", "ref": 1, "room": "agora"}
ENTER_TEXT = json.dumps(ENTER).encode()


async def failure(client: RawClient, text: bytes) -> WireFrame:
    await client.send(client_frame(TEXT, text))
    return await client.hear("failed")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"agora"',
        b"{nope}",
        b'{"type":"room.enter","ref":1,}',
        b"\xef\xbb\xbf{}",
        b"[" * 30_000,
    ],
)
async def test_what_is_no_command_is_answered_without_a_ref(edge: PalabreServer, text: bytes) -> None:
    async with raw_socket(edge.url) as client:
        reply = await failure(client, text)
        assert reply["ref"] is None
        assert reply["code"] in ("malformed", "invalid")
        await client.enter()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"type": "room.burn"}, "unknown_command", None),
        ({"type": 7}, "invalid", "type"),
        ({"hat": "red"}, "invalid", "hat"),
        ({"room": 12}, "invalid", "room"),
        ({"room": ""}, "invalid", "room"),
        ({"room": "a" * 41}, "invalid", "room"),
        ({"since": {"epoch": "e", "offset": -1}}, "invalid", "since.offset"),
        ({"since": {"epoch": "e" * 65, "offset": 1}}, "invalid", "since.epoch"),
        ({"since": {"epoch": "e"}}, "invalid", "offset"),
        ({"room": "nowhere"}, "not_found", None),
    ],
)
async def test_a_wrong_command_names_what_is_wrong(
    edge: PalabreServer, changes: WireFrame, code: str, field: str | None
) -> None:
    async with raw_socket(edge.url) as client:
        reply = await failure(client, json.dumps(ENTER | changes).encode())
        assert (reply["ref"], reply["code"], reply.get("field")) == (1, code, field)
        await client.enter()


@pytest.mark.parametrize("ref", [-1, 2**53, 1.5, "1", None])
async def test_a_wrong_ref_is_not_echoed(edge: PalabreServer, ref: object) -> None:
    async with raw_socket(edge.url) as client:
        reply = await failure(client, json.dumps(ENTER | {"ref": ref}).encode())
        assert (reply["ref"], reply["code"]) == (None, "invalid")


async def test_a_command_before_entering_is_refused(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        post = {"type": "message.post", "ref": 4, "room": "agora", "body": "Bonjour", "client_message_id": "m" * 22}
        reply = await failure(client, json.dumps(post).encode())
        assert (reply["ref"], reply["code"]) == (4, "not_entered")
        await client.enter()


async def test_a_message_of_the_largest_size_is_read(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        padded = ENTER_TEXT + b" " * (MAX_FRAME_BYTES - len(ENTER_TEXT))
        await client.send(client_frame(TEXT, padded))
        assert (await client.hear("room.entered"))["room"] == "agora"


@pytest.mark.parametrize("size", [MAX_FRAME_BYTES + 1, 65_536, 2**31])
async def test_a_larger_message_closes_with_1009(edge: PalabreServer, size: int) -> None:
    async with raw_socket(edge.url) as client:
        whole = client_frame(TEXT, b" " * min(size, 65_536))
        await client.send(whole if size <= 65_536 else b"\x81\xff" + size.to_bytes(8, "big") + bytes(4))
        assert (await client.closed()).code == 1009


async def test_fragments_are_put_together(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        third = len(ENTER_TEXT) // 3
        await client.send(client_frame(TEXT, ENTER_TEXT[:third], fin=False))
        await client.send(client_frame(CONTINUATION, ENTER_TEXT[third : 2 * third], fin=False))
        await client.send(client_frame(PING, b"meanwhile"))
        assert (await client.next_frame(PONG)).payload == b"meanwhile"
        await client.send(client_frame(CONTINUATION, ENTER_TEXT[2 * third :]))
        await client.hear("room.entered")


async def test_a_character_may_be_cut_by_fragments(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        text = json.dumps(ENTER | {"room": "é"}, ensure_ascii=False).encode()
        cut = text.index("é".encode()) + 1
        await client.send(client_frame(TEXT, text[:cut], fin=False) + client_frame(CONTINUATION, text[cut:]))
        assert (await client.hear("failed"))["code"] == "not_found"


async def test_fragments_larger_together_close_with_1009(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(TEXT, b" " * 20_000, fin=False))
        await client.send(client_frame(CONTINUATION, b" " * 20_000, fin=False))
        assert (await client.closed()).code == 1009


async def test_a_binary_frame_closes_with_1003(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(BINARY, ENTER_TEXT))
        assert (await client.closed()).code == 1003


async def test_a_binary_fragment_closes_with_1003(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(BINARY, ENTER_TEXT, fin=False) + client_frame(CONTINUATION, b""))
        assert (await client.closed()).code == 1003


@pytest.mark.parametrize("text", [b'{"type":"\xff"}', b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
async def test_bad_utf8_closes_with_1007(edge: PalabreServer, text: bytes) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(TEXT, text))
        assert (await client.closed()).code == 1007


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param(client_frame(TEXT, ENTER_TEXT, rsv1=True), id="compressed"),
        pytest.param(client_frame(TEXT, ENTER_TEXT, masked=False), id="unmasked"),
        pytest.param(client_frame(CONTINUATION, ENTER_TEXT), id="continuation of nothing"),
        pytest.param(client_frame(TEXT, b"{", fin=False) + client_frame(TEXT, b"}"), id="two at once"),
        pytest.param(client_frame(0x3, ENTER_TEXT), id="reserved opcode"),
        pytest.param(client_frame(PING, b"p" * 126), id="large ping"),
        pytest.param(client_frame(PING, b"p", fin=False), id="ping in fragments"),
    ],
)
async def test_what_the_protocol_forbids_closes_with_1002(edge: PalabreServer, frames: bytes) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(frames)
        assert (await client.closed()).code == 1002


async def test_a_ping_is_answered_with_its_payload(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(PING, b"are you there?"))
        assert (await client.next_frame(PONG)).payload == b"are you there?"


async def test_a_close_is_answered_and_the_connection_ends(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.enter()
        await client.send(client_frame(CLOSE, (1000).to_bytes(2, "big")))
        assert (await client.closed()).code == 1000
        assert await client.read_all() == b""


async def test_nothing_said_after_a_close_is_carried_out(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(CLOSE, b"") + client_frame(TEXT, ENTER_TEXT))
        assert await client.closed_after() == []


async def test_one_mistake_after_the_other_ends_a_connection(edge: PalabreServer) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(TEXT, b"{") * 200)
        assert (await client.closed()).code == 4029


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(client_frame(PING, b""), id="pings"),
        pytest.param(client_frame(PONG, b""), id="pongs nobody asked for"),
        pytest.param(client_frame(CONTINUATION, b"", fin=False), id="empty fragments"),
    ],
)
async def test_a_flood_of_frames_that_ask_nothing_closes_the_connection(edge: PalabreServer, frame: bytes) -> None:
    async with raw_socket(edge.url) as client:
        await client.send(client_frame(TEXT, b"", fin=False) + frame * 100)
        with pytest.raises(Closed) as closed:
            await client.next_frame(CLOSE)
        assert closed.value.code == CloseCode.FLOODING
