"""What a duty is: the text it comes from, who must act, and how one says what settings lack for it."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Literal, NamedTuple

from palabre.domain.session import Locale
from palabre.settings.shape import Settings

# `program`: met by how Palabre is built. `operator`: by what is configured. `team`: by people who sign in.
Who = Literal["program", "operator", "team"]
# What a setting lacks: `key: what was expected`.
Lacks = Callable[[Settings], Iterator[str]]


class Duty(NamedTuple):
    """A duty of whoever opens a place to the public.

    `lacks` tells what is missing in the settings, nothing when it is met. Public mode refuses to start while one that
    `is_required` lacks something; of the others `palabre check` says what is to be done.
    """

    code: str
    what: Mapping[Locale, str]
    basis: str
    who: Who
    lacks: Lacks
    is_required: bool = True


class Standing(NamedTuple):
    """How a duty stands with these settings: what they lack for it, one `key: what was expected` each."""

    duty: Duty
    lacking: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacking


def values(*keys: str) -> Lacks:
    """Each of these settings has a value."""

    def lacks(settings: Settings) -> Iterator[str]:
        return (f"{key}: expected a value in public mode" for key in keys if not attrgetter(key)(settings))

    return lacks


def nothing(_: Settings) -> Iterator[str]:
    """The program meets it, whatever the settings."""
    yield from ()


def told(fr: str, en: str) -> Mapping[Locale, str]:
    return {"fr": fr, "en": en}
