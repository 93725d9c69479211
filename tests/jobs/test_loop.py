"""A loop does its work again and again, survives it, and ends when told."""

import asyncio
import logging

import pytest

from palabre.jobs.loop import every


async def test_a_loop_survives_the_failures_of_its_work_and_logs_their_type_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done, enough = 0, asyncio.Event()

    async def work() -> None:
        nonlocal done
        done += 1
        if done >= 3:
            enough.set()
        raise RuntimeError("a text nobody may read")

    with caplog.at_level(logging.DEBUG):
        task = asyncio.create_task(every(0, "stubborn", work))
        await asyncio.wait_for(enough.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert "job stubborn failed: RuntimeError" in caplog.text
    assert "nobody may read" not in caplog.text


async def test_a_loop_that_is_cancelled_in_its_work_ends() -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(every(0, "endless", work))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
