"""The log of a server that met a fault: it may say what failed, never what a guest said or who they are."""

from collections.abc import Iterable

from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

BODY_MARK = "canari-corps"


def assert_log_is_quiet(server: PalabreServer, guests: Iterable[LiveGuest] = (), nicknames: Iterable[str] = ()) -> None:
    """No traceback, no body (those that hold `BODY_MARK`), no nickname, no token, no address."""
    log = server.stderr
    secrets = [BODY_MARK, *nicknames, *(guest.token for guest in guests if guest.token)]
    for forbidden in ("Traceback", "127.0.0.1", "::1", *secrets):
        assert forbidden not in log, f"the log holds {forbidden!r}"
