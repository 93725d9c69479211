"""Views: the same text in a form words are looked for in, and the way back to what was typed."""

from collections.abc import Callable, Sequence

from palabre.domain.moderation.span import Span

# For every character of the view, where it was in the text before; asked for only when something was found.
Places = Callable[[], Sequence[int]]


class View:
    """A text made from another one; `before` is None for the text as typed."""

    __slots__ = ("_known", "_places", "before", "text")

    def __init__(self, text: str, before: "View | None" = None, places: Places | None = None) -> None:
        self.text = text
        self.before = before
        self._places = places
        self._known: Sequence[int] | None = None

    def typed(self, start: int, end: int) -> Span:
        """The part of the text as typed that became `text[start:end]`, which must not be empty."""
        span = self.earlier(start, end)
        return span if self.before is None else self.before.typed(*span)

    def earlier(self, start: int, end: int) -> Span:
        """The part of the text before that became `text[start:end]`."""
        places = self.places()
        return Span(start, end) if places is None else Span(places[start], places[end - 1] + 1)

    def places(self) -> Sequence[int] | None:
        """Where each character was in the text before; None when every one is where it was."""
        if self._known is None and self._places is not None:
            self._known = self._places()
        return self._known
