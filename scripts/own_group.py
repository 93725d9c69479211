"""Runs Palabre as the leader of its own process group, under the pid the launcher was started with."""

import atexit
import os
import runpy
import signal


def lead_own_group() -> None:
    """Leave the caller's process group, taking the terminal along if that group had it."""
    old_group = os.getpgrp()
    if old_group == os.getpid():
        return
    os.setpgid(0, 0)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
        if os.tcgetpgrp(terminal) == old_group:
            # Started by a script in the foreground: without the terminal, Ctrl-C would end the script only.
            give_terminal(terminal, os.getpid())
            atexit.register(give_terminal, terminal, old_group)
        else:
            os.close(terminal)
    except OSError:
        pass  # no terminal: a service, a test, a pipe


def give_terminal(terminal: int, group: int) -> None:
    """Make `group` the foreground of `terminal`.

    A background process is stopped for asking, unless it ignores SIGTTOU.
    """
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        os.tcsetpgrp(terminal, group)
    except OSError:
        pass  # the terminal has closed, or the group has ended
    finally:
        signal.signal(signal.SIGTTOU, before)


if __name__ == "__main__":
    lead_own_group()
    runpy.run_module("palabre", run_name="__main__", alter_sys=True)
