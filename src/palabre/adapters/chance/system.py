"""The randomness of the operating system."""

import secrets

# One call of the system for some four hundred message ids: it was a twentieth of what a post costs the loop.
POOL = 4_096
# Keys and tokens are longer, and are asked for one by one.
SHORT = 12


class SystemChance:
    """Bytes fit for secrets; short ones are taken from a pool, each once."""

    def __init__(self) -> None:
        self._pool = b""
        self._used = 0

    def bytes(self, count: int) -> bytes:
        if count > SHORT:
            return secrets.token_bytes(count)
        if self._used + count > len(self._pool):
            self._pool, self._used = secrets.token_bytes(POOL), 0
        self._used += count
        return self._pool[self._used - count : self._used]
