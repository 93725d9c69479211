"""What a process uses, read from /proc (proc(5)): CPU of all its threads, and resident memory."""

import os
import time
from pathlib import Path

from msgspec import Struct

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
# Fields of /proc/PID/stat after the command's name, which may hold anything.
UTIME, STIME = 11, 12
# Of the first line of /proc/stat: doing nothing, and waiting for a disk.
IDLE_FIELDS = (3, 4)


class Sample(Struct, frozen=True):
    """At `at_s` of the monotonic clock: CPU used since the start in seconds, resident memory in KiB."""

    at_s: float
    cpu_s: float
    rss_kib: int


class Use(Struct, frozen=True):
    """Over a while: CPU in cores, and memory at its end and at its most, in KiB."""

    cores: float
    rss_kib: int
    most_kib: int


def sample(pid: int) -> Sample:
    """Read it now; raises FileNotFoundError when the process is gone."""
    process = Path(f"/proc/{pid}")
    fields = (process / "stat").read_text().rpartition(") ")[2].split()
    cpu = (int(fields[UTIME]) + int(fields[STIME])) / TICKS_PER_S
    pages = int((process / "statm").read_text().split()[1])
    return Sample(time.monotonic(), cpu, pages * PAGE_KIB)


def use_of(samples: list[Sample]) -> Use:
    """What was used from the first sample to the last; at least one is needed."""
    first, last = samples[0], samples[-1]
    cores = (last.cpu_s - first.cpu_s) / max(last.at_s - first.at_s, 1e-9)
    return Use(cores, last.rss_kib, max(each.rss_kib for each in samples))


def machine_busy_s() -> float:
    """CPU that all programs of the machine used since it started, in seconds."""
    first = Path("/proc/stat").read_text().partition("\n")[0].split()[1:]
    busy = sum(int(ticks) for place, ticks in enumerate(first[:8]) if place not in IDLE_FIELDS)
    return busy / TICKS_PER_S
