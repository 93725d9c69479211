"""`palabre audit verify|head|erase`: whether what was done in the name of the place is told as it was."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.moderators import now_ms, with_store
from palabre.domain.moderation.audit import Fault, Finding, Head, Kept
from palabre.domain.moderation.event import MAX_REASON, Deed
from palabre.domain.staff import OPERATOR
from palabre.ports.store import ControlStore
from palabre.services.auditing import Audited, audit
from palabre.settings import load_settings

WORDS: dict[Fault, str] = {
    "altered": "event {} is not the one that was recorded",
    "missing": "event {} is missing",
    "out_of_place": "event {} is not where it was",
    "erased": "event {} is empty, and nobody recorded its erasure",
    "short": "the last events up to {} are missing",
    "head": "the tree over the first {} events is not the one that was signed",
    "signature": "the head of {} events was not signed by its key",
    "key": "the head of {} events was signed by another key than this configuration's",
    "kept": "the tree over the first {} events is not that of the head kept elsewhere",
}


class HeadLine(Struct, frozen=True, kw_only=True):
    """A head, as printed and read again; bytes in hexadecimal."""

    size: int
    root: str
    at_ms: int
    public_key: str
    signature: str


def verify(arguments: argparse.Namespace) -> int:
    """`audit verify`: 0 when everything is as it was recorded."""
    settings = load_settings(arguments.config)
    signer = bootstrap.head_signer_of(settings)
    known_key = signer.public_key if settings.keys.path else None
    kept = [*kept_in(arguments.kept)] if arguments.kept else []

    async def step(store: ControlStore) -> Audited:
        return await audit(store, signer, known_key=known_key, kept=kept)

    audited = with_store(arguments, step)
    if known_key is None and audited.heads:
        print("The keys of a demo live in memory: heads are held against the key each names.", file=sys.stderr)
    tell(audited, as_json=arguments.json)
    return 1 if audited.findings else 0


def tell(audited: Audited, *, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode(audited).decode())
        return
    for finding in audited.findings:
        print(sentence(finding))
    verdict = "FAIL" if audited.findings else "ok"
    print(f"{verdict}: {audited.events} events, {audited.heads} signed heads, {audited.erased} erased")


def sentence(finding: Finding) -> str:
    return WORDS[finding.fault].format(finding.number)


def head(arguments: argparse.Namespace) -> int:
    """`audit head`: one line of JSON."""

    async def step(store: ControlStore) -> list[Head]:
        return await store.audit_heads()

    heads = with_store(arguments, step)
    if not heads:
        raise Failure("nothing was signed yet: a server signs a minute after something was first done, then daily.")
    last = heads[-1]
    line = HeadLine(
        size=last.size,
        root=last.root.hex(),
        at_ms=last.at_ms,
        public_key=last.public_key.hex(),
        signature=last.signature.hex(),
    )
    print(msgspec.json.encode(line).decode())
    return 0


def kept_in(file: Path) -> Iterator[Kept]:
    """The heads of a file; raises Failure."""
    try:
        for line in file.read_bytes().splitlines():
            found = msgspec.json.decode(line, type=HeadLine)
            yield Kept(found.size, bytes.fromhex(found.root))
    except OSError as error:
        raise Failure(f"{file}: {(error.strerror or '').lower()}.") from None
    except (msgspec.DecodeError, ValueError):
        raise Failure(f"{file}: expected lines as `audit head` prints them.", exit_code=2) from None


def erase(arguments: argparse.Namespace) -> int:
    """`audit erase`: the erasure is an event of its own."""
    if not 0 < len(arguments.reason) <= MAX_REASON:
        raise Failure(f"--reason: expected 1 to {MAX_REASON} characters.", exit_code=2)

    async def step(store: ControlStore) -> bool:
        deed = Deed(at_ms=now_ms(), who=OPERATOR, what="event_erased", reason=arguments.reason)
        return await store.erase_event(arguments.id, deed)

    if not with_store(arguments, step):
        raise Failure(f"there is no event {arguments.id} to erase.")
    print(arguments.id)
    return 0
