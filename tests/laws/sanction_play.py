"""Decisions, reversals, appeals and ends, in any order, on one guest."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import msgspec

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.appeal import AppealOutcome
from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.sanction import SanctionEvent, SanctionKind, in_force
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from tests.services.court import LASTING, Trial, report, trial

SANCTION_ACTS = ("decide", "reverse", "undo", "appeal", "answer", "wait", "report")
KINDS: tuple[SanctionKind, ...] = ("warning", "mute", "kick", "room_ban", "ban")
DECLINED = (Refusal, DeskRefusal)
events_decoder: msgspec.json.Decoder[SanctionEvent] = msgspec.json.Decoder(SanctionEvent)


class SanctionPlay:
    """What is declined is declined: everything else must hold."""

    def __init__(self, scene: Trial) -> None:
        self.scene = scene
        self.decided: list[Kept] = []

    @classmethod
    async def begin(cls) -> "SanctionPlay":
        return cls(await trial())

    async def act(self, kind: str, number: int) -> None:
        acts: dict[str, Callable[[int], Awaitable[None]]] = {
            "decide": self._decide,
            "reverse": self._reverse,
            "undo": self._undo,
            "appeal": self._appeal,
            "answer": self._answer,
            "wait": self._wait,
            "report": self._report,
        }
        with suppress(*DECLINED):
            await acts[kind](number)

    async def _decide(self, number: int) -> None:
        kind = KINDS[number % len(KINDS)]
        minutes = 1 + number % 20 if kind in LASTING else None
        by = (self.scene.mo, self.scene.nour)[number % 2]
        remove = (self.scene.message_id,) if number % 3 == 0 else ()
        self.decided.append(await self.scene.decide(kind, by, minutes=minutes, remove=remove))

    async def _reverse(self, number: int) -> None:
        kept = self.decided[number % len(self.decided)] if self.decided else None
        if kept is not None:
            await self.scene.court.reversing.reverse(self.scene.nour, kept.judgement.id, "Une erreur.")

    async def _undo(self, number: int) -> None:
        if self.decided:
            await self.scene.court.reversing.undo(self.scene.mo, self.decided[-1].judgement.id)

    async def _appeal(self, number: int) -> None:
        if self.decided:
            kept = self.decided[number % len(self.decided)]
            about = ReceiptAbout("decision", kept.judgement.id, 2**52)
            await self.scene.court.appealing.appeal(about, "Ce n’est pas moi")

    async def _answer(self, number: int) -> None:
        outcome: AppealOutcome = "reversed" if number % 2 else "upheld"
        if self.decided:
            kept = self.decided[number % len(self.decided)]
            by = self.scene.nour if kept.judgement.by == self.scene.mo.id else self.scene.mo
            await self.scene.court.answering.answer(by, kept.judgement.case_id, outcome, "Relu.")

    async def _wait(self, number: int) -> None:
        await self.scene.stage.step(float(number % 500))

    async def _report(self, number: int) -> None:
        """A decided case is followed by another on the same guest."""
        await report(self.scene.stage, self.scene.ana, self.scene.message_id)
        found = await self.scene.stage.store.cases_on(self.scene.bilal_id)
        self.scene.case_id = next((case.id for case in found if case.is_undecided()), self.scene.case_id)

    def folded(self) -> frozenset[str]:
        """What is in force, from the record of what was done alone."""
        deeds = [deed for deed in self.scene.stage.store.tables.deeds if deed.what.startswith("sanction_")]
        events = (events_decoder.decode(deed.data) for deed in deeds if deed.data)
        return in_force(events, self.scene.stage.clock.now_ms())

    async def stored(self) -> list[Kept]:
        return await self.scene.stage.store.decisions_since(0)
