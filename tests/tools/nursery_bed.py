"""The process of the nursery: imports Palabre and makes its patterns, then forks a server whenever it is told to.

It is told by the socket whose number it is started with: arguments of Python and two open files to fork, a process id
to tell with which code that one ended.
"""

import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import sys

from palabre.bootstrap.screening import shipped_screening
from palabre.bootstrap.serving import serve

MAX_ORDER = 1 << 16
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def make_ready() -> None:
    """Everything a server has once it ran for a while, set aside from the collector as servers do it themselves."""
    assert serve is not None
    shipped_screening().warm()
    gc.collect()
    gc.freeze()


def next_life(orders: socket.socket) -> list[str]:
    """Do as told; returns in each forked process, with the arguments it is to run with."""
    while True:
        order, files, _, _ = socket.recv_fds(orders, MAX_ORDER, 2)
        if not order:
            sys.exit(0)
        if order.isdigit():
            _, status = os.waitpid(int(order), 0)
            orders.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            orders.close()
            become_server(files)
            return [str(argument) for argument in json.loads(order)]
        os.setpgid(pid, pid)
        for file in files:
            os.close(file)
        orders.send(str(pid).encode())


def become_server(files: list[int]) -> None:
    """A group of its own, an end with the nursery's, and its own output."""
    os.setpgid(0, 0)
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for number, file in enumerate(files, 1):
        os.dup2(file, number)
        os.close(file)


def run(arguments: list[str]) -> None:
    """As `python ARGUMENTS…` does."""
    program, *rest = arguments
    if program == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    make_ready()
    run(next_life(socket.socket(fileno=int(sys.argv[1]))))
