"""What atheris feeds: each target judges the bytes it is given, and raises AssertionError for a broken promise."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from hypothesis import given

from tests.cast import set_stage
from tests.fuzz import presenting
from tests.fuzz.presenting import is_read_or_refused, proves_nothing_else
from tests.fuzz.promises import all_are_answered, answers_every_text, decodes_or_says_why, survives
from tests.fuzz.vocabulary import SAID
from tests.sockets.raw import TEXT, client_frame

Judge = Callable[[bytes], None]
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs/reference/examples"
NAMES = ("decoder", "connection", "socket", "commands", "presentation")
# Between the texts, or the chunks, of one input: no JSON holds it.
SEPARATOR = b"\x1e"


def judge_of(target: str) -> Judge:
    """What is done with each input of a target."""
    judges: dict[str, Judge] = {
        "decoder": decodes_or_says_why,
        "connection": lambda data: answers_every_text(data.split(SEPARATOR)),
        "socket": bytes_to_a_socket(),
        "commands": commands_to_an_instance(),
        "presentation": presents,
    }
    return judges[target]


def presents(data: bytes) -> None:
    proves_nothing_else(data)
    is_read_or_refused(data)


def bytes_to_a_socket() -> Judge:
    loop = asyncio.new_event_loop()

    async def survived(data: bytes) -> None:
        await survives(await set_stage(), data.split(SEPARATOR))

    return lambda data: loop.run_until_complete(survived(data))


def commands_to_an_instance() -> Judge:
    """The bytes choose among commands, as hypothesis reads them: few inputs would be one otherwise."""
    loop = asyncio.new_event_loop()

    @given(SAID)
    def judge(said: list[tuple[int, bytes]]) -> None:
        loop.run_until_complete(all_are_answered(said))

    read_and_judge: Callable[[bytes], object] = cast(Any, judge).hypothesis.fuzz_one_input

    def judge_bytes(data: bytes) -> None:
        read_and_judge(data)

    return judge_bytes


def seeds(target: str) -> Iterator[bytes]:
    """What to begin with: every example of the protocol, as this target reads it; a true proof of age and its parts."""
    if target == "presentation":
        yield from presenting.seeds()
        return
    for example in sorted(EXAMPLES.glob("*.json")):
        text = json.dumps(json.loads(example.read_bytes())).encode()
        yield client_frame(TEXT, text) if target == "socket" else text
