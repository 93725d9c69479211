"""Rooms of one's own on a server that is shared: a test takes one, and meets nobody of another test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tools.server import running_server


@dataclass(frozen=True)
class Agora:
    """A room called Agora that nobody has entered yet; `url` is the server's address."""

    url: str
    slug: str

    @property
    def path(self) -> str:
        """The room's page."""
        return f"/r/{self.slug}"


@asynccontextmanager
async def many_agoras(folder: Path, count: int) -> AsyncIterator[Iterator[Agora]]:
    """So many rooms on one server, each to be taken once."""
    slugs = [f"agora-{number:02}" for number in range(count)]
    configuration = folder / "palabre.toml"
    configuration.write_text("".join(f'[[rooms]]\nslug = "{slug}"\nname = "Agora"\n' for slug in slugs))
    async with running_server(folder / "data", options=["--config", configuration]) as running:
        yield iter([Agora(running.url, slug) for slug in slugs])
