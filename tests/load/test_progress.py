"""Progress: a bar where someone watches, plain lines where a file does, never on standard output."""

import asyncio
import io

from palabre.bench.progress import CLEAR, Progress, bar
from palabre.bench.tally import Progress as Counted


class Terminal(io.StringIO):
    """A place where someone watches."""

    def isatty(self) -> bool:
        return True


class Evening:
    """A crowd that is there."""

    progress = Counted(connected=1_200, posted=0, acknowledged=0, deliveries=0)


async def shown(out: io.StringIO) -> str:
    """What is shown at the beginning of a stretch."""
    progress = Progress(out)
    async with progress.showing("guests write", Evening(), 20):
        await asyncio.sleep(0)
    progress.say("checking")
    return out.getvalue()


async def test_a_file_gets_plain_lines() -> None:
    assert await shown(io.StringIO()) == "guests write: 1,200 in, 0 deliveries/s, 0 of 20 s\nchecking\n"


async def test_a_terminal_gets_a_bar_that_goes_away() -> None:
    text = await shown(Terminal())
    assert text.startswith(f"{CLEAR}[..............................] guests write: 1,200 in")
    assert text.endswith(f"{CLEAR}checking\n")


def test_the_bar_fills_and_never_overflows() -> None:
    assert bar(0.5) == f"[{'#' * 15}{'.' * 15}]"
    assert bar(7.0) == f"[{'#' * 30}]"
