"""A vault that keeps nothing: that of a demo without custodians."""

from collections.abc import Sequence
from datetime import date

from palabre.domain.connection_record import Record
from palabre.ports.vault import SealedRecords


class EmptyVault:
    """Forgets every record. Public mode, which must keep them, refuses to start with it."""

    def seal(self, records: Sequence[Record]) -> list[SealedRecords]:
        return []

    def forget(self, last: date) -> int:
        return 0
