"""Auditing: the tree over what was done is signed day by day, and gone through again from its first leaf."""

from collections.abc import Sequence

from msgspec import Struct

from palabre.domain.merkle import Tree
from palabre.domain.merkle_proof import WholeTree
from palabre.domain.moderation.audit import Audit, Finding, Head, Kept, is_due
from palabre.domain.moderation.binding import Holding
from palabre.ports.clock import Clock
from palabre.ports.head_signer import HeadSigner
from palabre.ports.staff import AuditLog, AuditReader

PAGE = 500


class Audited(Struct, frozen=True, kw_only=True):
    """What going through everything gave: `events` and `heads` there are, `erased` of them, and what is wrong.

    `unbound` are the cases nothing was done in since deeds are bound to rows.
    """

    events: int
    heads: int
    erased: int
    unbound: int = 0
    findings: tuple[Finding, ...]


class Auditing:
    """Signs a head a day. The tree is kept in memory, so that a step reads what is new only."""

    def __init__(self, log: AuditLog, signer: HeadSigner, clock: Clock) -> None:
        self._log = log
        self._signer = signer
        self._clock = clock
        self._tree = Tree()
        self._last: Head | None = None

    async def step(self) -> None:
        """Sign the tree as it stands, when a day is over and something was done."""
        done = await self._log.deeds_done()
        if done > self._tree.size and is_due(await self._last_head(), done, self._clock.now_ms()):
            await self.sign()

    async def sign(self) -> Head:
        """The head of everything done so far."""
        await self._grow()
        now = self._clock.now_ms()
        head = Head(size=self._tree.size, root=self._tree.root(), at_ms=now, public_key=b"")
        self._last = self._signer.sign(head)
        await self._log.add_audit_head(self._last)
        return self._last

    async def _last_head(self) -> Head | None:
        if self._last is None:
            self._last = next(reversed(await self._log.audit_heads()), None)
        return self._last

    async def _grow(self) -> None:
        while found := await self._log.commitments(self._tree.size, PAGE):
            for each in found:
                self._tree.add(each.digest)


async def audit(
    log: AuditReader,
    signer: HeadSigner,
    *,
    known_key: bytes | None,
    kept: Sequence[Kept] = (),
) -> Audited:
    """Hold every event, its commitment, every head and the rows of cases together; `known_key` is the key heads must
    be signed by."""
    done, heads = await log.deeds_done(), await log.audit_heads()
    found = [*faults_of_signing(heads, signer, known_key)]
    going, holding, last = Audit(heads, kept), Holding(await log.bound_rows()), 0
    while page := await log.commitments(last, PAGE):
        found += going.take(page)
        holding.take(page)
        last = page[-1].event.id
    found += [*going.end(done), *holding.end()]
    return Audited(
        events=going.tree.size,
        heads=len(heads),
        erased=len(going.erased),
        unbound=holding.unbound,
        findings=tuple(found),
    )


async def proof_between(log: AuditReader, first: int, second: int) -> list[bytes]:
    """That the tree over the first `first` events begins that over the first `second`, as the events are now."""
    tree, last = WholeTree(), 0
    while tree.size < second and (page := await log.commitments(last, PAGE)):
        for each in page:
            tree.add(each.digest)
        last = page[-1].event.id
    return tree.proof(first, second) if first <= second <= tree.size else []


def faults_of_signing(heads: Sequence[Head], signer: HeadSigner, known_key: bytes | None) -> list[Finding]:
    unsigned = [Finding("signature", head.size) for head in heads if not signer.is_signed(head)]
    others = [Finding("key", head.size) for head in heads if known_key is not None and head.public_key != known_key]
    return [*unsigned, *others]
