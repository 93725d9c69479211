"""What a hostile or broken client may say: commands nearly right, JSON, text, frames and bytes."""

import json
from collections.abc import Iterator
from typing import get_args

import msgspec
from hypothesis import strategies as st

from palabre.domain.reaction import KINDS
from palabre.protocol.commands import AnyCommand
from tests.sockets.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, client_frame

COMMANDS = {str(each.__struct_config__.tag): each for each in get_args(AnyCommand)}
# Texts on which text handling breaks: joined, reversed, invisible, endless, and what JSON says but UTF-8 cannot.
ODD_TEXTS = (
    "", " ", "\u0000", "\u202e", "\u200b" * 50, "\ufeff", "e\u0301" * 2_000, "👩‍👩‍👧‍👦" * 200, "ﷺ" * 500, "\U0010ffff",
    "İ" * 30, "@" * 2_000, "Ana", "Modératrice", "а" * 24, "<script>", "{{7*7}}", "../../etc", "'; drop table log; --",
)  # fmt: skip
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(ODD_TEXTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
ROOMS = st.sampled_from(("agora", "agora", "agora", "cuisine", "minuit", "nowhere"))
WORDS = st.text(max_size=60) | st.sampled_from(ODD_TEXTS)
NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
COORDINATES = st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True)
POSITIONS = st.integers(0, 12) | st.integers(0, 2**53 - 1)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "ref": st.integers(0, 2**53 - 1),
    "room": ROOMS,
    "since": st.none()
    | st.fixed_dictionaries({"epoch": WORDS, "offset": POSITIONS}, optional={"reactions": POSITIONS}),
    "body": WORDS,
    "client_message_id": NAMES,
    "reply_to": st.none() | NAMES,
    "message_id": NAMES,
    "nickname": WORDS,
    "reaction": st.sampled_from(KINDS),
    "on": st.booleans(),
    "offset": POSITIONS,
    "tag": WORDS,
    "hidden": st.booleans(),
    "request": st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True),
    "conversation": ROOMS,
    "challenge": st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True),
    "signature": st.from_regex(r"[A-Za-z0-9_-]{86}", fullmatch=True),
    "key": st.fixed_dictionaries({"kty": st.just("EC"), "crv": st.just("P-256"), "x": COORDINATES, "y": COORDINATES}),
}


def fields_of(kind: str) -> Iterator[tuple[str, st.SearchStrategy[object]]]:
    """What each field of a command may hold; a field without a strategy of its own is a KeyError."""
    for field in msgspec.structs.fields(COMMANDS[kind]):
        yield field.encode_name, FIELDS[field.encode_name]


def commands_of(kind: str) -> st.SearchStrategy[dict[str, object]]:
    """Commands of one type, whose values may still be refused."""
    return st.fixed_dictionaries({"type": st.just(kind), **dict(fields_of(kind))})


COMMAND = st.one_of([commands_of(kind) for kind in COMMANDS])


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, object]:
    """A command with one field gone, replaced or too many."""
    command = draw(COMMAND)
    field = draw(st.sampled_from([*command, "hat"]))
    if draw(st.booleans()):
        command.pop(field, None)
    else:
        command[field] = draw(ANY_JSON)
    return command


def as_text(said: object) -> bytes:
    """The JSON of a value; Python's, with numbers JSON does not have."""
    return json.dumps(said).encode()


@st.composite
def torn(draw: st.DrawFn) -> bytes:
    """A command's text, cut, doubled or with bytes of another."""
    text = as_text(draw(COMMAND))
    at, until = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text[:at] + draw(st.binary(max_size=8)) + text[until:]


TEXTS = st.one_of(
    COMMAND.map(as_text),
    spoiled().map(as_text),
    ANY_JSON.map(as_text),
    torn(),
    st.text(max_size=200).map(str.encode),
    st.sampled_from((b"", b"[" * 5_000, b'{"a":' * 5_000, b"9" * 5_000, b'{"type":"\\ud800"}', b'"\\udfff\\ud800"')),
)
SAID = st.lists(st.tuples(st.integers(0, 2), COMMAND.map(as_text) | TEXTS), max_size=15)
PAYLOADS = TEXTS | st.binary(max_size=300) | st.sampled_from((b"", b"x" * 125, b"x" * 126))
FRAMES = st.builds(
    client_frame,
    st.sampled_from((TEXT, TEXT, TEXT, CONTINUATION, BINARY, PING, PONG, CLOSE, 0x3, 0xB)),
    PAYLOADS,
    fin=st.sampled_from((True, True, True, False)),
    rsv1=st.sampled_from((False, False, False, True)),
    masked=st.sampled_from((True, True, True, True, False)),
)
SMALL = TEXTS.filter(lambda text: len(text) < 126)
GOOD_FRAMES = st.builds(client_frame, st.sampled_from((TEXT, TEXT, PING, PONG)), SMALL)
NOT_UTF8 = st.builds(client_frame, st.just(TEXT), st.sampled_from((b"\xff", b"\xc3", b'{"type":"\xed\xa0\x80"}')))
TOO_LARGE = st.builds(client_frame, st.sampled_from((TEXT, BINARY)), st.just(b"x" * 33_000), fin=st.booleans())
BINARY_FRAMES = st.builds(client_frame, st.just(BINARY), SMALL)
# One wrong thing among right ones: after it the connection is over, or waits for what never comes.
WRONG = st.just(b"") | FRAMES | NOT_UTF8 | BINARY_FRAMES | TOO_LARGE | st.binary(max_size=60)
RIGHT = st.lists(GOOD_FRAMES, max_size=3).map(b"".join)
BYTES = st.tuples(RIGHT, WRONG, RIGHT).map(b"".join)
