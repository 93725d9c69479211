"""A vault that keeps nothing yet: the posting path already carries the origin to it."""

from palabre.ports.vault import Origin


class EmptyVault:
    """Forgets every record. Public mode, which must keep them, refuses to start with it."""

    def record(self, *, message_id: str, at_ms: int, origin: Origin) -> None:
        return
