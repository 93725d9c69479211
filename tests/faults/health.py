"""Waiting for what `/healthz` says."""

import httpx

from tests.tools.live_client import within
from tests.tools.server import PalabreServer


async def until_health(server: PalabreServer, status: int) -> None:
    """Ask until the answer has this status; the server looks once a second."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, verify=False, timeout=20) as client, within():
        while (await client.get("/healthz")).status_code != status:
            pass
