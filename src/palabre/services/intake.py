"""Intake: a report becomes part of a case, with its evidence under seal and a receipt for who made it."""

from msgspec.structs import replace

from palabre.domain.moderation.report import Category, Notice, Report, Subject
from palabre.domain.receipt import NewReceipt
from palabre.ports.cases import CaseStore, Filed, Filing
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.services.gathering import Gathering
from palabre.services.identifiers import new_id
from palabre.services.receipts import Receipts
from palabre.services.withholding import Withholding


class Intake:
    """The same for guests and for anyone else."""

    def __init__(
        self,
        store: CaseStore,
        gathering: Gathering,
        withholding: Withholding,
        receipts: Receipts,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._store = store
        self._gathering = gathering
        self._withholding = withholding
        self._receipts = receipts
        self._clock = clock
        self._chance = chance

    async def take(
        self,
        subject: Subject,
        category: Category,
        *,
        text: str = "",
        reporter: str = "",
        source: str,
        notice: Notice | None = None,
        receipt: NewReceipt | None = None,
    ) -> tuple[Filed, NewReceipt]:
        """What became of it, and its receipt, kept with it; `receipt` is that of what was said with it. Raises
        StoreUnavailable."""
        receipt = receipt or self._receipts.make()
        filing = await self._filing(subject, category, text=text, reporter=reporter, source=source, notice=notice)
        filed = await self._store.file(replace(filing, receipt=receipt.digest, receipt_until_ms=receipt.until_ms))
        await self._withholding.consider(subject, category)
        return filed, receipt

    async def open(self, subject: Subject, category: Category, by: str) -> Filed:
        """A moderator's own case, theirs at once. Raises DeskRefusal `claimed_already`, StoreUnavailable."""
        return await self._store.open_case(await self._filing(subject, category, source=f"staff:{by}"), by)

    async def _filing(
        self,
        subject: Subject,
        category: Category,
        *,
        source: str,
        text: str = "",
        reporter: str = "",
        notice: Notice | None = None,
    ) -> Filing:
        pieces = await self._gathering.begin(subject) if subject.room_id else ()
        now = self._clock.now_ms()
        report = Report(
            id=new_id(now, self._chance),
            at_ms=now,
            subject=subject,
            category=category,
            text=text,
            reporter=reporter,
            source=source,
            notice=notice,
        )
        return Filing(case_id=new_id(now, self._chance), report=report, pieces=pieces)
