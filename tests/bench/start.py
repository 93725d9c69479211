"""How much processor a start of the server takes: `python -m tests.bench.start`, seconds until a page is served."""

import asyncio
import os
import statistics
import tempfile
from pathlib import Path

import httpx

from tests.tools.server import PalabreServer, running_server

STARTS = 5


def processor_s(pid: int) -> float:
    """What a process has used so far, in user and system mode."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until_a_page(server: PalabreServer) -> float:
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=30) as client:
        (await client.get("/")).raise_for_status()
    return processor_s(server.child.pid)


async def main() -> None:
    """Start a few times, each with empty data, after one start that keeps what later ones read."""
    used: list[float] = []
    for _ in range(STARTS + 1):
        with tempfile.TemporaryDirectory() as folder:
            async with running_server(Path(folder) / "data") as server:
                used.append(await until_a_page(server))
    first, *later = used
    print(f"first {first:.2f} s, later {statistics.median(later):.2f} s ({min(later):.2f} to {max(later):.2f})")


if __name__ == "__main__":
    asyncio.run(main())
