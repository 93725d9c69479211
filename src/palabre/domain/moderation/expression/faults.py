"""Faults: what is wrong with an expression, and where."""


class ExpressionFault(Exception):
    """The expression cannot be used; `line` and `column` count from 1 inside it."""

    def __init__(self, sentence: str, text: str, place: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        before = text[:place]
        self.line = before.count("\n") + 1
        self.column = place - (before.rfind("\n") + 1) + 1
