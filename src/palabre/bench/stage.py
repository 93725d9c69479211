"""What the guests of one process share: where the server is, what was told, what is counted."""

from dataclasses import dataclass, field

from palabre.bench.history import Faults, RoomLog
from palabre.bench.tally import Counts
from palabre.bench.wire import LogEvent, Unpacker


@dataclass
class Stage:
    """What the guests of one process share."""

    port: int
    faults: Faults = field(default_factory=Faults)
    counts: Counts = field(default_factory=Counts)
    logs: dict[str, RoomLog] = field(default_factory=dict)
    acknowledged: list[tuple[str, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unpacker = Unpacker(self.learn)

    def learn(self, event: LogEvent) -> None:
        """Some guest was told what stands at an offset."""
        self.log_of(event.room).tell(event.offset, event.identity)

    def log_of(self, room: str) -> RoomLog:
        log = self.logs.get(room)
        if log is None:
            log = self.logs[room] = RoomLog(room, self.faults)
        return log
