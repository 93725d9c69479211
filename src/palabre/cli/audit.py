"""`palabre audit verify|head|compare|erase`: whether what was done in the name of the place is told as it was."""

import argparse
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.moderators import now_ms, with_store
from palabre.domain.merkle_proof import is_consistent
from palabre.domain.moderation.audit import Fault, Finding, Head, Kept
from palabre.domain.moderation.event import MAX_REASON, Deed
from palabre.domain.staff import OPERATOR
from palabre.ports.store import ControlStore
from palabre.services.auditing import Audited, audit, proof_between
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
    "prefix": "the head of {} events does not go on from the one signed before it",
    "kept": "the tree over the first {} events is not that of the head kept elsewhere",
    "gone": "the head of {} events, kept elsewhere, is missing: there are fewer than were signed",
    "unsigned": "a head was due before event {}, and there is none",
    "row": "{row} is not what was recorded: altered, added or missing (last recorded with event {})",
    "unknown": "{row} has rows, and no event was recorded in it",
}
NOT_SEEN = (
    "No head kept elsewhere was given (--kept FILE): events cut off the end together with their rows, count and heads "
    "cannot be seen."
)


class HeadLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A head, as printed and read again; bytes in hexadecimal.

    `proof` is that its tree begins with that over the first `since` events (RFC 6962, 2.1.2), when that was asked for.
    """

    size: int
    root: str
    at_ms: int
    public_key: str
    signature: str
    since: int | None = None
    proof: tuple[str, ...] = ()

    def head(self) -> Head:
        """Raises ValueError."""
        return Head(
            size=self.size,
            root=bytes.fromhex(self.root),
            at_ms=self.at_ms,
            public_key=bytes.fromhex(self.public_key),
            signature=bytes.fromhex(self.signature),
        )

    def goes_on_from(self, before: Head) -> bool:
        """Whether it proves that its tree begins with that one; raises ValueError."""
        proof = [bytes.fromhex(each) for each in self.proof]
        return before.size in (self.since, self.size) and is_consistent(
            before.size, self.size, before.root, self.head().root, proof
        )


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
    if not kept:
        print(NOT_SEEN, file=sys.stderr)
    tell(audited, as_json=arguments.json)
    return 1 if audited.findings else 0


def tell(audited: Audited, *, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode(audited).decode())
        return
    for finding in audited.findings:
        print(sentence(finding))
    if audited.unbound:
        print(f"{audited.unbound} cases are of before events told their rows: only their state was held against them")
    verdict = "FAIL" if audited.findings else "ok"
    print(f"{verdict}: {audited.events} events, {audited.heads} signed heads, {audited.erased} erased")


def sentence(finding: Finding) -> str:
    return WORDS[finding.fault].format(finding.number, row=finding.row)


def head(arguments: argparse.Namespace) -> int:
    """`audit head`: one line of JSON."""

    async def step(store: ControlStore) -> tuple[list[Head], list[bytes]]:
        heads = await store.audit_heads()
        since: int | None = arguments.since
        return heads, await proof_between(store, since, heads[-1].size) if since and heads else []

    heads, proof = with_store(arguments, step)
    if not heads:
        raise Failure("nothing was signed yet: a server signs a minute after something was first done, then daily.")
    last = heads[-1]
    if arguments.since is not None and not 0 < arguments.since <= last.size:
        raise Failure(f"--since: expected 1 to {last.size}, the events under the last head.", exit_code=2)
    line = HeadLine(
        size=last.size,
        root=last.root.hex(),
        at_ms=last.at_ms,
        public_key=last.public_key.hex(),
        signature=last.signature.hex(),
        since=arguments.since,
        proof=tuple(each.hex() for each in proof),
    )
    print(msgspec.json.encode(line).decode())
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """`audit compare`: 0 when each head of the file is signed and goes on from the one before. It asks no store."""
    lines, signer = [*lines_in(arguments.file)], bootstrap.head_signer_of(load_settings(None))
    wrong = [line.size for line in lines if not signer.is_signed(line.head())]
    for size in wrong:
        print(WORDS["signature"].format(size))
    apart = [after.size for before, after in pairwise(lines) if not after.goes_on_from(before.head())]
    for size in apart:
        print(f"the head of {size} events does not prove that it goes on from the one before")
    keys = {line.public_key for line in lines}
    is_well = not wrong and not apart and len(keys) == 1
    print(f"{'ok' if is_well else 'FAIL'}: {len(lines)} heads, {len(keys)} keys")
    return 0 if is_well else 1


def kept_in(file: Path) -> Iterator[Kept]:
    """The heads of a file; raises Failure."""
    return (Kept(line.size, line.head().root) for line in lines_in(file))


def lines_in(file: Path) -> list[HeadLine]:
    """The lines of a file; raises Failure, also for one whose bytes cannot be read."""
    try:
        lines = [msgspec.json.decode(line, type=HeadLine) for line in file.read_bytes().splitlines()]
        for line in lines:
            line.head()
            [*map(bytes.fromhex, line.proof)]
    except OSError as error:
        raise Failure(f"{file}: {(error.strerror or '').lower()}.") from None
    except (msgspec.DecodeError, ValueError):
        raise Failure(f"{file}: expected lines as `audit head` prints them.", exit_code=2) from None
    return lines


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
