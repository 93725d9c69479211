"""One process of guests as its crowd sees it: orders in, answers out."""

import asyncio
import itertools
import sys
from asyncio.subprocess import PIPE, Process

from palabre.bench import orders
from palabre.bench.server import BenchFailed
from palabre.bench.tally import NOTHING, Progress

# Ctrl-C is for the bench; its end is the end of this process's input. Said first: imports take their time.
TROUPE = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); from palabre.bench.troupe import main; main()"
END_WITHIN_S = 10.0


class Prompter:
    """Gives orders to one process and hears its answers; `progress` is the last it said of how it goes."""

    def __init__(self, process: Process, news: asyncio.Event) -> None:
        self.progress = NOTHING
        self._news = news
        self._process = process
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[orders.Answer]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, port: int, news: asyncio.Event) -> "Prompter":
        """Start a process; `news` is set whenever it says how it goes."""
        command = (sys.executable, "-P", "-c", TROUPE, str(port))
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE), news)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ask(self, order: orders.AnyOrder) -> orders.Answer:
        """Give an order; returns its answer. Raises BenchFailed when the process has ended."""
        if self._listening.done() or self._process.stdin is None:
            raise BenchFailed("a process of guests ended by itself")
        number = next(self._numbers)
        self._asked[number] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(orders.packed(orders.Numbered(number, order)))
        return await self._asked[number]

    async def end(self) -> None:
        """Let it go: its input ends, and so does it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(END_WITHIN_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._listening

    async def _listen(self) -> None:
        if self._process.stdout is None:
            return
        while (said := await orders.next_saying(self._process.stdout)) is not None:
            if isinstance(said.answer, Progress):
                self.progress = said.answer
                self._news.set()
            else:
                self._settle(self._asked.pop(said.number), said.answer)
        for waiting in self._asked.values():
            self._settle(waiting, None)

    def _settle(self, waiting: "asyncio.Future[orders.Answer]", answer: orders.Answer | None) -> None:
        """Whoever asked may have been cancelled meanwhile."""
        if waiting.done():
            return
        if answer is None:
            waiting.set_exception(BenchFailed("a process of guests ended by itself"))
        else:
            waiting.set_result(answer)
