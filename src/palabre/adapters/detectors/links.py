"""Links: where they lead, whether they hide it, and whether they pretend to lead elsewhere."""

import re
from collections.abc import Iterable, Iterator

from palabre.adapters.detectors.folding import fold
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.span import Span

# Written without a scheme only these are taken for links: "fin.Merci" and "readme.md" are not.
SUFFIXES = (
    "com", "net", "org", "fr", "info", "biz", "eu", "be", "ch", "ca", "uk", "de", "es", "ru", "cn", "tv", "gg", "ly",
    "io", "co", "xyz", "site", "online", "club", "shop", "live", "link", "click", "top", "app", "dev", "ink", "tk",
    "cam", "sex", "xxx", "porn", "gl", "us", "to", "cc", "ws", "ma", "dz", "tn", "sn", "ci", "gd",
)  # fmt: skip
SIGN = rf"/invitation|https?[ ]?:[ ]?/|\bwww\.|[a-z0-9]\.(?:{'|'.join(SUFFIXES)})\b"
LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"«»]+|(?<![\w@.])(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:{'|'.join(SUFFIXES)})\b(?![\w@])(?:[/?][^\s<>\"«»]*)?",
    re.IGNORECASE,
)
# A way into a private room, with its code, whatever place it is of.
INVITATION = re.compile(r"/invitation/?#[\w-]{8,}", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?(?:[^/@\s]*@)?(?P<host>[^/:?#\s]+)", re.IGNORECASE)
MAX_LINKS = 20
LOOKALIKE = str.maketrans("l1|0", "iiio")


class AnyLink:
    """The Links port: every link is one, whatever the lists of an instance say."""

    def are_in(self, text: str) -> bool:
        return LINK.search(text) is not None


class LinkLists:
    """The lists of an instance: allowed, denied, shorteners, and the names others imitate."""

    def __init__(
        self, allowed: Iterable[str], denied: Iterable[str], shorteners: Iterable[str], imitated: Iterable[str]
    ) -> None:
        self._allowed = frozenset(allowed)
        self._denied = frozenset(denied)
        self._shorteners = frozenset(shorteners)
        self._imitated = {lookalike(host): host for host in imitated}

    def findings(self, text: str) -> Iterator[Finding]:
        """`link` with how many lead to places not allowed, and what is wrong with each; `invitation` for one."""
        spans = []
        if (invitation := INVITATION.search(text)) is not None:
            yield Finding("invitation", 1, Span(*invitation.span()))
        for found, _ in zip(LINK.finditer(text), range(MAX_LINKS), strict=False):
            span = Span(*found.span())
            host = host_of(found[0])
            if under(host, self._denied):
                yield Finding("link_denied", 1, span)
            if under(host, self._shorteners):
                yield Finding("link_shortener", 1, span)
            if self._imitates(host):
                yield Finding("link_lookalike", 1, span)
            if not under(host, self._allowed):
                spans.append(span)
        for span in spans:
            yield Finding("link", len(spans), span)

    def _imitates(self, host: str) -> bool:
        """Whether it reads as a known name and is another."""
        ends = endings(lookalike(host))
        known = next((self._imitated[end] for end in ends if end in self._imitated), None)
        return known is not None and not under(host, frozenset({known}))


def host_of(link: str) -> str:
    """The host a link leads to, in small letters, without a dot at its end."""
    found = HOST.match(link)
    return found["host"].lower().rstrip(".") if found else ""


def under(host: str, known: frozenset[str]) -> bool:
    """Whether it is one of these names, or under one."""
    return any(end in known for end in endings(host))


def endings(host: str) -> list[str]:
    parts = host.split(".")
    return [".".join(parts[place:]) for place in range(len(parts) - 1)]


def lookalike(host: str) -> str:
    """What it reads like."""
    return fold(host).text.translate(LOOKALIKE).replace("rn", "m").replace("vv", "w")
