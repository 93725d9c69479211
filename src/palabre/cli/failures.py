"""Failures of a command: one sentence for the operator, and an exit code."""


class Failure(Exception):
    """The command could not be carried out; the text is shown as it is."""

    def __init__(self, text: str, *, exit_code: int = 1) -> None:
        super().__init__(text)
        self.exit_code = exit_code
