"""Ruling: staff write, rehearse, approve and retire rules; a running instance follows without a restart."""

import asyncio
import logging
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.brake import brakes
from palabre.domain.moderation.event import Deed, What
from palabre.domain.moderation.ledger import Ledger, RuleEntry
from palabre.domain.moderation.revision import OwnRule, Revision, RuleText, may_become, rule_of
from palabre.domain.moderation.rule import Rule, RuleStatus
from palabre.domain.staff import OPERATOR, PROGRAM, Staff
from palabre.ports.clock import Clock
from palabre.ports.screening import Screening
from palabre.ports.store import ControlEntry, Store
from palabre.ports.workshop import RuleFault, Workshop
from palabre.services.board import Board
from palabre.services.rules_in_force import Hits, RulesInForce
from palabre.services.staffing import require

PROMOTED = "rules.promote"
log = logging.getLogger("palabre.rules")
WHAT: Mapping[RuleStatus, What] = {
    "draft": "rule_written",
    "shadow": "rule_shadowed",
    "live": "rule_approved",
    "retired": "rule_retired",
}


class RulePromoted(Struct, forbid_unknown_fields=True):
    """Control entry PROMOTED: the operator put a rule into another status, from the command line."""

    id: str
    to: RuleStatus


class Ruling:
    """Keeps the rules in force what the store says they are; one change at a time.

    A young rule is not braked before `sample` texts were judged.
    """

    def __init__(
        self,
        store: Store,
        workshop: Workshop,
        in_force: RulesInForce,
        clock: Clock,
        board: Board,
        *,
        sample: int,
    ) -> None:
        self._sample = sample
        self._store = store
        self.workshop = workshop
        self.in_force = in_force
        self._clock = clock
        self._board = board
        self._changing = asyncio.Lock()
        self._ledger = Ledger(workshop.shipped())
        # Why the rules as stored are not those in force.
        self.problem: str | None = None

    @property
    def version(self) -> str:
        """That of the rules in force."""
        return self.in_force.version

    async def start(self) -> None:
        """Judge by what the store says; by the shipped rules alone when that cannot be used."""
        async with self._changing:
            await self._reload()

    async def follow(self, entry: ControlEntry) -> None:
        """Take in a control entry `rules.changed` or `rules.promote`; raises msgspec.DecodeError."""
        async with self._changing:
            if entry.kind == PROMOTED:
                await self._promote(msgspec.json.decode(entry.data, type=RulePromoted))
            else:
                await self._reload()

    def entries(self) -> list[RuleEntry]:
        """Every version that stands: the instance's own rules first, then the shipped ones."""
        return self._ledger.entries()

    def find(self, rule_id: str) -> Rule | None:
        """The rule of an id as it stands, whatever its status."""
        return next((entry.rule for entry in self._ledger.entries() if entry.rule.id == rule_id), None)

    def hits(self, version: str) -> Hits:
        """What the rule of a version matched."""
        return self.in_force.hits(version)

    def braked(self) -> tuple[str, ...]:
        """The rules that lost their effect because they hit too much, until somebody decides on them."""
        return self._ledger.braked()

    async def check(self, member: Staff, rule_id: str, text: RuleText) -> list[RuleFault]:
        """What is wrong with a rule; nothing is kept. Raises DeskRefusal `not_for_you`."""
        require(member, "see")
        return await asyncio.to_thread(self.workshop.check, drafted(rule_id, text, member.id))

    async def write(self, member: Staff, rule_id: str, text: RuleText) -> str:
        """Keep a new draft, or a new version of a rule of this instance, and return its version.

        Raises DeskRefusal `not_for_you`, `rule_refused`, `too_many_rules`, and Refusal `conflict` when somebody else
        changed this rule at the same time.
        """
        require(member, "steer")
        own = drafted(rule_id, text, member.id)
        async with self._changing:
            if self._ledger.is_shipped(rule_id):
                raise DeskRefusal("rule_refused", "a rule shipped with Palabre has this id", field="id")
            if not self._ledger.has_room(rule_id, text):
                raise DeskRefusal("too_many_rules")
            for fault in await asyncio.to_thread(self.workshop.check, own):
                raise refused(fault)
            draft = Revision(
                rule_id=rule_id,
                number=self._ledger.next_number(rule_id),
                version=self.workshop.version(own),
                status="draft",
                author=member.id,
                approver="",
                by=member.id,
                at_ms=self._clock.now_ms(),
                text=text,
            )
            await self._add(draft)
        return draft.version

    async def set_status(self, member: Staff, rule_id: str, status: RuleStatus, version: str | None = None) -> None:
        """Put a version of a rule, the latest unless said, into another status.

        Raises DeskRefusal `not_for_you`, `rule_unknown`, `status_refused`, `needs_another_person` to make live,
        `rule_refused` when the rules together could not be used; Refusal `conflict` as `write`.
        """
        require(member, "steer")
        async with self._changing:
            before = self._ledger.standing(rule_id, version)
            if before is not None and status == "live" and member.id == before.author:
                raise DeskRefusal("needs_another_person")
            await self._become(before, status, by=member.id)

    async def brake(self) -> None:
        """Take the effect of the young rules that hit too much."""
        for live in [*self._ledger.live()]:
            hits, age_ms = self.in_force.hits(live.version), self._clock.now_ms() - live.at_ms
            if brakes(hits=hits.live, judged=hits.judged, age_ms=age_ms, sample=self._sample):
                async with self._changing:
                    before = self._ledger.standing(live.rule_id, live.version)
                    await self._become(before, "shadow", by=PROGRAM, reason=f"{hits.live} / {hits.judged}")

    async def _promote(self, order: RulePromoted) -> None:
        try:
            await self._become(self._ledger.standing(order.id, None), order.to, by=OPERATOR)
        except DeskRefusal as refusal:
            log.error("the rule `%s` does not become %s: %s", order.id, order.to, refusal.code)

    async def _become(self, before: Revision | None, status: RuleStatus, *, by: str, reason: str = "") -> None:
        if before is None:
            raise DeskRefusal("rule_unknown")
        if not may_become(before.status, status):
            raise DeskRefusal("status_refused")
        after = msgspec.structs.replace(
            before,
            number=self._ledger.next_number(before.rule_id),
            status=status,
            approver=by if status == "live" else before.approver,
            by=by,
            at_ms=self._clock.now_ms(),
            braked=by == PROGRAM,
        )
        await self._add(after, reason)

    async def _add(self, revision: Revision, reason: str = "") -> None:
        """Keep a revision once the rules with it could be built, and judge by them."""
        ledger = self._ledger.with_revision(revision)
        try:
            screening = await asyncio.to_thread(self._built, ledger)
        except RuleFault as fault:
            raise refused(fault) from None
        what = "rule_braked" if revision.braked else WHAT[revision.status]
        subject = f"{revision.rule_id} {revision.version}"
        deed = Deed(at_ms=revision.at_ms, who=revision.by, what=what, subject=subject, reason=reason)
        await self._store.add_revision(revision, deed)
        self._take(ledger, screening)

    async def _reload(self) -> None:
        ledger = Ledger(self.workshop.shipped(), await self._store.revisions())
        if ledger.revisions == self._ledger.revisions:
            return
        try:
            self._take(ledger, await asyncio.to_thread(self._built, ledger))
        except RuleFault as fault:
            self.problem = f"{fault.rule_id}: {fault.sentence}"
            log.error("the rules in force stay as they are: `%s` cannot be used", fault.rule_id)

    def _built(self, ledger: Ledger) -> Screening:
        """Called away from the event loop."""
        return self.workshop.build(ledger.shipped_in_use(), ledger.own_in_use())

    def _take(self, ledger: Ledger, screening: Screening) -> None:
        before = self._ledger.revisions
        fresh = {each[-1].version for rule_id, each in ledger.revisions.items() if each != before.get(rule_id)}
        self._ledger, self.problem = ledger, None
        self.in_force.swap(screening, frozenset(fresh))
        self._board.turn()


def drafted(rule_id: str, text: RuleText, author: str) -> OwnRule:
    return OwnRule(rule_of(rule_id, text, "draft", author=author, approver=""), text.patterns)


def refused(fault: RuleFault) -> DeskRefusal:
    """The fault, as the desk is told."""
    return DeskRefusal("rule_refused", fault.sentence, field=fault.field, line=fault.line, column=fault.column)
