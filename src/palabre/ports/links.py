"""Links: whether a text holds one."""

from typing import Protocol


class Links(Protocol):
    """Where links are off, whichever they are."""

    def are_in(self, text: str) -> bool:
        """Whether something in it leads out of this place. Pure and quick."""
        ...
