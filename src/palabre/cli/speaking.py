"""`palabre room announce|pin|unpin`: what the operator says in a room, as the place."""

import argparse
import sys

from palabre.cli.failures import Failure
from palabre.cli.planning import Planned, append, change, known, refuse_words, steer
from palabre.domain.body import MAX_CODE_POINTS, normalise_body
from palabre.domain.refusal import Refusal
from palabre.ports.store import ControlStore
from palabre.protocol.encoding import SENTENCES
from palabre.services.steering import RoomAnnounced

# More than any text may be, and little enough to read whole.
MAX_INPUT = 65_536
BODY_REFUSED = {
    "body_empty": "there is nothing to say: give a text, or `-` and the text on standard input.",
    "body_too_long": f"an announcement has at most {MAX_CODE_POINTS} characters.",
    "body_unprintable": "an announcement has no control characters.",
}


def announce(arguments: argparse.Namespace) -> int:
    """`room announce`: a message of the place itself, kept and destroyed like any other."""
    body = body_of(arguments)
    refuse_words({"announcement": body})

    async def carry_out(store: ControlStore, planned: dict[str, Planned]) -> None:
        if known(planned, arguments.slug).closed:
            raise Failure(f"the room `{arguments.slug}` is closed: nobody would read it.")
        await append(store, "room.announce", RoomAnnounced(slug=arguments.slug, body=body))

    return steer(arguments, carry_out)


def pin(arguments: argparse.Namespace) -> int:
    """`room pin`."""
    line = text_of(arguments).strip()
    if not line:
        raise Failure("there is nothing to pin; `room unpin` takes the pinned line away.", exit_code=2)
    return change(arguments, {"pinned": line})


def unpin(arguments: argparse.Namespace) -> int:
    """`room unpin`; nothing pinned is no error."""
    return change(arguments, {"pinned": ""})


def text_of(arguments: argparse.Namespace) -> str:
    """The text given as an argument, or on standard input for `-`."""
    if arguments.text != "-":
        return str(arguments.text)
    try:
        return sys.stdin.buffer.read(MAX_INPUT).decode("utf-8")
    except UnicodeDecodeError:
        raise Failure("the text on standard input is not UTF-8.", exit_code=2) from None


def body_of(arguments: argparse.Namespace) -> str:
    """The text as a message; refused here as the server would refuse it."""
    try:
        return normalise_body(text_of(arguments))
    except Refusal as refusal:
        raise Failure(BODY_REFUSED.get(refusal.code, SENTENCES[refusal.code]), exit_code=2) from None
