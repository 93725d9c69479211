"""A watch: a stretch of a run cut into windows, with what the guests counted and what the server used in each."""

import asyncio
from types import TracebackType
from typing import Self

from msgspec import Struct

from palabre.bench.crowd import Crowd
from palabre.bench.percentiles import joined
from palabre.bench.server import BenchFailed, Server
from palabre.bench.tally import Tally, one_after_another
from palabre.bench.usage import Sample, Use, machine_busy_s, use_of


class Window(Struct, frozen=True, kw_only=True):
    """One stretch: its end in seconds of the monotonic clock, rates a second, times in ms, CPU in cores."""

    at_s: float
    connected: int
    posts: float
    acknowledged: float
    deliveries: float
    p50: float
    p99: float
    server_cores: float
    client_cores: float
    rss_kib: int


class Watch:
    """Watches from entering the block to leaving it; `tally` and `use` are then of the whole of it."""

    def __init__(self, server: Server, crowd: Crowd, *, every_s: float = 1.0) -> None:
        self.windows: list[Window] = []
        self.samples: list[Sample] = []
        self._tally: Tally | None = None
        self._server = server
        self._crowd = crowd
        self._every_s = every_s
        self._over = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._crowd.mark()
        self.samples.append(self._server.sample())
        self._busy_before = machine_busy_s()
        self._work = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if error is None:
            await self._work
        else:
            self._work.cancel()
        self._busy_s = machine_busy_s() - self._busy_before

    @property
    def tally(self) -> Tally:
        """What was counted; raises BenchFailed before the first window is closed."""
        if self._tally is None:
            raise BenchFailed("nothing was measured")
        return self._tally

    @property
    def use(self) -> Use:
        return use_of(self.samples)

    @property
    def others_cores(self) -> float:
        """What neither the server nor the guests used of the machine, in cores; this program's own share included."""
        seconds = self.samples[-1].at_s - self.samples[0].at_s
        return max(0.0, self._busy_s / seconds - self.use.cores - self.tally.cpu_all)

    async def _watch(self) -> None:
        while not self._over.is_set():
            try:
                async with asyncio.timeout(self._every_s):
                    await self._over.wait()
            except TimeoutError:
                pass  # one more window
            self._close_window(await self._crowd.mark())

    def _close_window(self, tally: Tally) -> None:
        self.samples.append(self._server.sample())
        use = use_of(self.samples[-2:])
        seconds = max(tally.seconds, 1e-9)
        told = joined([tally.to_deliver])
        self._tally = tally if self._tally is None else one_after_another([self._tally, tally])
        self.windows.append(
            Window(
                at_s=self.samples[-1].at_s,
                connected=tally.connected,
                posts=tally.posted / seconds,
                acknowledged=tally.acknowledged / seconds,
                deliveries=tally.deliveries / seconds,
                p50=told.at(0.5),
                p99=told.at(0.99),
                server_cores=use.cores,
                client_cores=tally.cpu,
                rss_kib=use.rss_kib,
            )
        )
