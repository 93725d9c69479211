"""Telling the staff on call: over TLS only, without a guest's words, without following anyone elsewhere."""

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from palabre.adapters.notifier import EveryNotifier, MailNotifier, MailServer, WebhookNotifier
from palabre.ports.notifier import Call, NotTold, OrderCall

CALL = Call(kind="urgent", case_id="c1", category="danger", room="Agora", desk="https://palabre.example/desk")
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
MAIL_SAYS = {
    b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n",
    b"AUTH": b"235 welcome\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


class Servers:
    """Servers on this machine, over TLS, for as long as a test."""

    def __init__(self, certificate: Path) -> None:
        self._certificate = certificate
        self._running: list[asyncio.Server] = []

    async def open(self, handler: Handler) -> int:
        """Its port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        server = await asyncio.start_server(handler, "localhost", 0, ssl=context)
        self._running.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._certificate)

    async def close(self) -> None:
        for server in self._running:
            server.close()
            await server.wait_closed()


@pytest.fixture
async def servers(certificate: Path) -> AsyncIterator[Servers]:
    servers = Servers(certificate)
    yield servers
    await servers.close()


def answering(status: str, heard: list[bytes]) -> Handler:
    """A web server that answers with this status, and remembers what it was sent."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        heard.append(head + await reader.readexactly(length))
        writer.write(f"HTTP/1.1 {status}\r\nLocation: https://localhost:1/\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    return handle


def mail_server(heard: list[bytes]) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            heard.append(line)
            word = line[:4].upper()
            writer.write(MAIL_SAYS.get(word, b"250 ok\r\n"))
            if word == b"DATA":
                heard.append(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            if word == b"QUIT":
                break
        writer.close()

    return handle


async def test_a_webhook_gets_the_case_and_nothing_else(servers: Servers) -> None:
    heard: list[bytes] = []
    port = await servers.open(answering("204 No Content", heard))
    await WebhookNotifier(f"https://localhost:{port}/hook?for=us", context=servers.trusted).tell(CALL)
    head, _, body = heard[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?for=us HTTP/1.1")
    assert msgspec.json.decode(body, type=Call) == CALL
    assert set(msgspec.json.decode(body)) == {"kind", "case_id", "category", "room", "desk", "times"}


@pytest.mark.parametrize("status", ["302 Found", "500 Internal Server Error", "404 Not Found"])
async def test_a_webhook_that_does_not_take_it_is_a_failure(servers: Servers, status: str) -> None:
    heard: list[bytes] = []
    port = await servers.open(answering(status, heard))
    with pytest.raises(NotTold, match=status[:3]):
        await WebhookNotifier(f"https://localhost:{port}/", context=servers.trusted).tell(CALL)
    assert len(heard) == 1


async def test_nobody_unknown_is_trusted(servers: Servers) -> None:
    port = await servers.open(answering("204 No Content", []))
    with pytest.raises(NotTold, match="SSLCertVerificationError"):
        await WebhookNotifier(f"https://localhost:{port}/").tell(CALL)


async def test_a_letter_says_where_to_look(servers: Servers) -> None:
    heard: list[bytes] = []
    port = await servers.open(mail_server(heard))
    server = MailServer("localhost", port, "tls", "palabre", "secret")
    mail = MailNotifier(
        server, sender="palabre@example.org", to=("mo@example.org",), place="Palabre", context=servers.trusted
    )
    await mail.tell(CALL)
    said = b"".join(heard)
    assert b"rcpt TO:<mo@example.org>" in said
    assert b"AUTH PLAIN" in said
    assert b"https://palabre.example/desk" in said
    assert "secret" not in repr(server)


async def test_a_server_that_is_away_is_a_failure() -> None:
    server = MailServer("localhost", 1, "starttls", "", "")
    mail = MailNotifier(server, sender="palabre@example.org", to=("mo@example.org",), place="Palabre")
    with pytest.raises(NotTold, match="ConnectionRefusedError"):
        await mail.tell(CALL)


async def test_one_way_that_works_is_enough(servers: Servers) -> None:
    heard: list[bytes] = []
    works = WebhookNotifier(
        f"https://localhost:{await servers.open(answering('200 OK', heard))}/", context=servers.trusted
    )
    away = WebhookNotifier("https://localhost:1/")
    await EveryNotifier([away, works]).tell(CALL)
    assert len(heard) == 1
    with pytest.raises(NotTold):
        await EveryNotifier([away, away]).tell(CALL)


def test_a_letter_about_an_order_says_until_when_and_nothing_of_whom() -> None:
    call = OrderCall(
        order_id="o1", order="terrorist", due_at="2026-11-22T13:00:00.000Z", desk="https://palabre.example/desk"
    )
    server = MailServer("mail.example", 465, "tls", "", "")
    letter = MailNotifier(server, sender="a@palabre.example", to=("b@palabre.example",), place="La Place")._letter(call)
    assert letter["Subject"] == "[La Place] Un ordre d’une autorité attend"
    said = letter.get_content()
    assert all(word in said for word in ("terrorist", "2026-11-22T13:00", "o1", "/desk"))
