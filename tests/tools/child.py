"""A child process that never outlives the test run and keeps what it printed in files."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.tools.nursery import Nursery


@dataclass(frozen=True)
class Account:
    """The user a child runs as when the tests run as root."""

    uid: int
    gid: int


class Running(Protocol):
    """The part of `subprocess.Popen` that is needed of a program that runs."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sent: int, /) -> None: ...


class Child:
    """One running program in its own process group, so that Ctrl-C ends pytest and pytest ends the child."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log_dir: Path,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        account: Account | None = None,
        die_with_parent: signal.Signals = signal.SIGKILL,
        nursery: Nursery | None = None,
    ) -> None:
        """Start `command`; the kernel sends it `die_with_parent` should pytest itself be killed.

        Of a `nursery` it is forked, and `command` is then what follows `python`; the rest is as there.

        To be called from the main thread: for the kernel, the parent is the thread.
        """
        guard = ["setpriv", "--pdeathsig", die_with_parent.name.removeprefix("SIG"), "--"]
        log_dir.mkdir(parents=True, exist_ok=True)
        self.stdout_file = log_dir / "stdout"
        self.stderr_file = log_dir / "stderr"
        with self.stdout_file.open("ab") as out, self.stderr_file.open("ab") as err:
            if nursery is not None:
                self._process: Running = nursery.fork(command, out.fileno(), err.fileno())
                return
            self._process = subprocess.Popen(
                [*guard, *(str(part) for part in command)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=None if env is None else dict(env),
                cwd=cwd,
                process_group=0,
                user=None if account is None else account.uid,
                group=None if account is None else account.gid,
                extra_groups=None if account is None else [],
            )

    @property
    def pid(self) -> int:
        """The program's process id, which is also its group's."""
        return self._process.pid

    def returncode(self) -> int | None:
        """The exit code, negative for a signal; None while the program runs."""
        return self._process.poll()

    def wait(self, *, within: float) -> int:
        """The exit code, once the program ended by itself; raises TimeoutExpired after `within` seconds."""
        return self._process.wait(within)

    def stop(self, first: signal.Signals = signal.SIGTERM, *, within: float = 20.0) -> int:
        """Ask with `first`, wait `within` seconds, then kill the whole group; returns the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(first)
            try:
                self._process.wait(within)
            except subprocess.TimeoutExpired:
                pass
        return self.kill()

    def kill(self) -> int:
        """SIGKILL the whole group, whatever is left of it, and reap the program; returns the exit code."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        return self._process.wait()

    def said(self) -> str:
        """Everything the program printed so far, for the message of a failed test."""
        return f"stdout:\n{self.stdout_file.read_text()}\nstderr:\n{self.stderr_file.read_text()}"
