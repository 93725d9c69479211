"""The randomness of the operating system."""

import secrets


class SystemChance:
    """Bytes fit for secrets."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)
