"""Sealed connection records."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation
from palabre.ports.vault import KeptRecords, SealedRecords


def records(day: str, after: str, count: int) -> Operation[list[KeptRecords]]:
    rows = yield compiled.VAULT_RECORDS(on=day, after=after, most=count)
    return [
        KeptRecords(id, SealedRecords(day=found, recipient=recipient, count=number, sealed=bytes(sealed)))
        for found, id, recipient, number, sealed in rows
    ]


def days() -> Operation[list[str]]:
    return [day for (day,) in (yield compiled.VAULT_DAYS())]


def forget(last: str, rows: int) -> Operation[int]:
    return len((yield compiled.DROP_VAULT_RECORDS(last=last, most=rows)))
