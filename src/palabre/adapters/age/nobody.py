"""The Proofs port where no method is configured."""


class NoProofs:
    """Nobody proved anything: rooms for adults stay shut."""

    def can_be_given(self) -> bool:
        return False

    def is_adult(self, session_id: str) -> bool:
        del session_id
        return False

    def key_of(self, session_id: str) -> str | None:
        del session_id
        return None
