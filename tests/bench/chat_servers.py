"""The servers that do the whole job of a chat, each started for one conversation on the servers' core."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from palabre.bench.reference import SERVER_CORE, listening, pinned
from tests.bench.chats import Chat, MucChat, PalabreChat
from tests.bench.peer_servers import PEERS
from tests.bench.pinned import pinned_palabre
from tests.tools.child import Child
from tests.tools.ports import free_port

Chatting = Callable[[], AbstractAsyncContextManager[Chat]]


def chats(folder: Path) -> dict[str, Chatting]:
    """Who is compared at the whole job: those that are on this machine."""
    found: dict[str, Chatting] = {"Palabre": lambda: palabre_chat(folder)}
    if "prosody" not in missing():
        found["Prosody, history in SQLite"] = lambda: prosody_chat(folder, "sql")
        found["Prosody, history in files"] = lambda: prosody_chat(folder, "internal")
    return found


def missing() -> list[str]:
    """The programs of others that are not on this machine."""
    return [name for name in ("prosody",) if shutil.which(name) is None]


@asynccontextmanager
async def palabre_chat(folder: Path) -> AsyncIterator[Chat]:
    """Palabre as it ships, allowances off."""
    async with pinned_palabre(folder, coalesce_ms=10) as server:
        yield PalabreChat(server.port, server.child.pid)


@asynccontextmanager
async def prosody_chat(folder: Path, storage: str) -> AsyncIterator[Chat]:
    """Prosody with tests/peers/prosody.cfg.lua; `storage` is where it keeps the history."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        port = free_port()
        environment = {**os.environ, "PEER_FOLDER": home, "PEER_PORT": str(port), "PEER_STORAGE": storage}
        serve = pinned(SERVER_CORE, "prosody", "--config", PEERS / "prosody.cfg.lua", "-F")
        child = Child(serve, Path(home) / "logs", env=environment)
        try:
            await listening(port)
            yield MucChat(port, child.pid, "/xmpp-websocket")
        finally:
            child.kill()
