"""A nursery: one Palabre that has imported everything and made its patterns, of which servers are forked in no time.

What runs is `python -m palabre serve` from its first line on, in a process and group of its own, with its own files for
what it prints; only the seconds are saved in which each would import and compile the same.
"""

import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_BED = Path(__file__).with_name("nursery_bed.py")
_MAX_REPLY = 64


class Nursery:
    """The process that servers are forked of; it and all of them end with this one."""

    def __init__(self) -> None:
        self._bed: subprocess.Popen[bytes] | None = None
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()

    def fork(self, arguments: Sequence[str | Path], out: int, err: int) -> "Forked":
        """A process that does what `python ARGUMENTS…` would, and prints to these open files.

        To be called from the main thread, which the first call makes the parent of them all.
        """
        with self._lock:
            self._bed = self._bed or self._started()
            order = json.dumps([str(argument) for argument in arguments]).encode()
            socket.send_fds(self._ours, [order], [out, err])
            return Forked(self, int(self._ours.recv(_MAX_REPLY)))

    def reap(self, pid: int) -> int:
        """The exit code of a process that has ended, negative for a signal; nobody knows its pid from then on."""
        with self._lock:
            self._ours.send(str(pid).encode())
            return int(self._ours.recv(_MAX_REPLY))

    def close(self) -> None:
        """End it, and whatever is left of its servers with it."""
        self._ours.close()
        self._theirs.close()
        if self._bed is not None:
            self._bed.kill()
            self._bed.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        number = self._theirs.fileno()
        guard = ["setpriv", "--pdeathsig", "KILL", "--"]
        return subprocess.Popen(
            [*guard, sys.executable, "-P", _BED, str(number)],
            stdin=subprocess.DEVNULL,
            pass_fds=[number],
            process_group=0,
        )


class Forked:
    """A server of the nursery, with as much of `subprocess.Popen` as is asked of one."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._end = os.pidfd_open(pid)
        self._code: int | None = None
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        return self._code_within(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it ended; raises TimeoutExpired after `timeout` seconds."""
        code = self._code_within(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("palabre", timeout or 0)
        return code

    def send_signal(self, sent: int) -> None:
        """To it alone, as long as it runs."""
        if self.poll() is None:
            os.kill(self.pid, sent)

    def _code_within(self, timeout: float | None) -> int | None:
        with self._lock:
            if self._code is None and self._has_ended(timeout):
                self._code = self._nursery.reap(self.pid)
                os.close(self._end)
            return self._code

    def _has_ended(self, timeout: float | None) -> bool:
        poller = select.poll()
        poller.register(self._end, select.POLLIN)
        return bool(poller.poll(None if timeout is None else timeout * 1_000))


@contextmanager
def running_nursery() -> Iterator[Nursery]:
    """A nursery that is gone when the block ends."""
    nursery = Nursery()
    try:
        yield nursery
    finally:
        nursery.close()
