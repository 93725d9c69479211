"""A database damaged under a running server: every answer is a plain refusal, none is a wait without end."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer


async def test_who_cannot_be_looked_up_is_refused_at_once(unmeasured: PalabreServer) -> None:
    async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana:
        await ana.enter("agora")
        await ana.post("agora", BODY_MARK)
        # After a clean restart nothing of the session is in memory, and all of it in the main file.
        await unmeasured.restart()
        await ana.closed()
        (database,) = unmeasured.data.glob("*.sqlite3")
        database.write_bytes(b"\x00damaged" * (database.stat().st_size // 8))
        # Whoever was here before is known; whoever was not has to be looked up.
        ana.token = new_message_id()
        with pytest.raises(InvalidStatus) as refused:
            await ana.connect()
        assert refused.value.response.status_code == 503
        async with ana.http() as client:
            answer = await client.get("/api/sessions/current")
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert_log_is_quiet(unmeasured, [ana], ["Ana"])
