"""A free loopback port that stays free."""

import random
import socket

# Below the range from which the kernel takes ports for outgoing connections (32768 on Linux): a server that
# restarts on its port finds it free, whatever the tests connected to meanwhile.
_RANGE = range(20_000, 32_000)


def free_port() -> int:
    """A TCP port on 127.0.0.1 on which nothing listens now."""
    for port in random.sample(_RANGE, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free loopback port among a hundred tried")
