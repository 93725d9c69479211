"""Runs Palabre on a slow disk: `slow_commits.py 50 500 serve …`; every commit waits so many milliseconds first.

For where no compiler is at hand; `slow_sync.c` slows what the system is asked for.
"""

import random
import sqlite3
import sys
import time
from typing import Any

from palabre.cli import main

connect = sqlite3.connect


def slow_down(low_ms: int, high_ms: int) -> None:
    """Have every connection made from now on wait before it commits."""

    def wait(statement: str) -> None:
        if statement.strip().upper().startswith("COMMIT"):
            time.sleep(random.randint(low_ms, high_ms) / 1000)

    def connect_slowly(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(wait)
        return connection

    vars(sqlite3)["connect"] = connect_slowly


if __name__ == "__main__":
    slow_down(int(sys.argv[1]), int(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
