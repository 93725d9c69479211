"""`palabre vault keygen|export|open|record`: connection records come out sealed, and two custodians open them."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.moderators import now_ms, with_store
from palabre.domain.moderation.event import MAX_REASON, Commitment, Deed, told
from palabre.domain.staff import OPERATOR
from palabre.domain.vault_opening import FIRST_DAY, LAST_DAY, Asked, Exported, Opened, Statement
from palabre.ports.store import ControlStore
from palabre.settings import Settings, load_settings

PAIR = 2
PAGE = 200
DEEDS = 500


def keygen(arguments: argparse.Namespace) -> int:
    """`vault keygen`: prints the public key."""
    with told_of_files():
        print(bootstrap.make_identity(arguments.out))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """`vault export`: prints the file's SHA-256."""
    settings = load_settings(arguments.config)
    first, last = days_of(arguments)
    reference = reference_of(arguments)
    if not settings.keys.path:
        raise Failure("there is no vault: this configuration has no keys.path.")

    async def step(store: ControlStore) -> str:
        with bootstrap.VaultExport(arguments.out) as file:
            return await write_export(settings, store, file, (first, last), reference)

    with told_of_files():
        print(with_store(arguments, step))
    return 0


async def write_export(
    settings: Settings, store: ControlStore, file: bootstrap.VaultExport, days: tuple[str, str], reference: str
) -> str:
    """What is in the vault of these days, and that it was taken out: the file has its name once that is recorded."""
    first, last = days
    at_ms, count = now_ms(), 0
    file.head(place=settings.instance.name, reference=reference, at_ms=at_ms, first=first, last=last)
    for day in [day for day in await store.vault_days() if first <= day <= last]:
        count += await write_day(settings, store, file, day)
    sha256 = file.finish()
    data = Exported(first=first, last=last, records=count, signing_key=file.signing_key)
    await store.record_deed(
        Deed(at_ms=at_ms, who=OPERATOR, what="vault.exported", subject=sha256, reason=reference, data=told(data))
    )
    file.keep()
    return sha256


async def write_day(settings: Settings, store: ControlStore, file: bootstrap.VaultExport, day: str) -> int:
    """How many records of it went in: those whose key is still there."""
    keys = bootstrap.day_keys_of_vault(settings, day)
    file.add_keys(keys)
    openable, after, added, lost = {key.recipient for key in keys}, "", 0, 0
    while page := await store.vault_records(day, after, PAGE):
        for records in (kept.records for kept in page):
            if records.recipient in openable:
                file.add(records)
                added += records.count
            else:
                lost += records.count
        after = page[-1].id
    if lost:
        print(f"{day}: left out, since what opens them was destroyed or is not here: {lost}", file=sys.stderr)
    return added


def open_(arguments: argparse.Namespace) -> int:
    """`vault open`: one JSON object a record. That it was opened is kept before anything is printed."""
    reference = reference_of(arguments)
    first, last = days_of(arguments, whole=True)
    asked = Asked(first=first, last=last, message=arguments.message)
    with told_of_files(), told_of_opening(arguments.file):
        opening = bootstrap.VaultOpening(arguments.file, *two_keys(arguments.identity))
        if opening.heading.reference != reference:
            raise Failure("it was not exported under that reference.", exit_code=2)
        opening.unlock()
        count = sum(1 for _ in opening.records(asked))
        keep_opening(arguments, opening, asked, count)
        for found in opening.records(asked):
            sys.stdout.buffer.write(msgspec.json.encode({"day": found.day, **fields_of(found.record)}) + b"\n")
        sys.stdout.flush()
    return 0


def fields_of(record: msgspec.Struct) -> dict[str, object]:
    """What is kept of it."""
    return {key: value for key, value in msgspec.structs.asdict(record).items() if value is not None}


def two_keys(files: list[Path]) -> tuple[bootstrap.Identity, bootstrap.Identity]:
    """Raises Failure for any other number of keys, and for the same twice."""
    if len(files) != PAIR:
        raise Failure("two custodians are needed: give --identity twice.", exit_code=2)
    one, other = (bootstrap.identity_in(file) for file in files)
    if str(one) == str(other):
        raise Failure("two custodians are needed: both keys are the same.", exit_code=2)
    return one, other


def keep_opening(arguments: argparse.Namespace, opening: bootstrap.VaultOpening, asked: Asked, count: int) -> None:
    """In the audit, where there is a store; otherwise signed, in a file beside the export, for `vault record`."""
    opened = Opened(
        at_ms=now_ms(),
        custodians=opening.custodians,
        first=asked.first,
        last=asked.last,
        message=asked.message,
        found=count,
    )
    unsigned = Statement(sha256=opening.sha256, reference=opening.heading.reference, opened=opened)
    statement = msgspec.structs.replace(unsigned, signature=opening.sign(unsigned.said()))
    if bootstrap.has_store(load_settings(arguments.config), arguments.data.absolute()):
        with_store(arguments, lambda store: store.record_deed(deed_of(statement)))
        print("the opening is in the audit", file=sys.stderr)
        return
    beside = statement_file(arguments.file)
    with beside.open("ab") as file:
        file.write(msgspec.json.encode(statement) + b"\n")
    print(f"there is no store here: {beside} is to be taken in by `palabre vault record {beside}`", file=sys.stderr)


def record(arguments: argparse.Namespace) -> int:
    """`vault record`: takes in what was signed away from the store; prints how many were new."""
    with told_of_files():
        lines = arguments.file.read_bytes().splitlines()
    try:
        statements = [msgspec.json.decode(line, type=Statement) for line in lines]
    except msgspec.DecodeError:
        raise Failure(f"{arguments.file}: expected lines as `vault open` writes them.", exit_code=2) from None

    async def step(store: ControlStore) -> int:
        exports, known = await vault_deeds(store)
        fresh = [each for each in statements if (each.sha256, told(each.opened)) not in known]
        for statement in fresh:
            require_signed(statement, exports)
        for statement in fresh:
            await store.record_deed(deed_of(statement))
        return len(fresh)

    print(with_store(arguments, step))
    return 0


async def vault_deeds(store: ControlStore) -> tuple[dict[str, Exported], set[tuple[str, bytes]]]:
    """The exports of this place by their SHA-256, and the openings it knows of."""
    exports: dict[str, Exported] = {}
    known: set[tuple[str, bytes]] = set()
    page: list[Commitment] = []
    while page := await store.commitments(page[-1].event.id if page else 0, DEEDS):
        for deed in (each.event.deed for each in page):
            if deed.what == "vault.exported" and deed.data:
                exports[deed.subject] = msgspec.json.decode(deed.data, type=Exported)
            elif deed.what == "vault.opened":
                known.add((deed.subject, deed.data))
    return exports, known


def require_signed(statement: Statement, exports: dict[str, Exported]) -> None:
    export_of = exports.get(statement.sha256)
    if export_of is None:
        raise Failure("it is of no export this place made.", exit_code=2)
    if not bootstrap.is_signed(statement.said(), export_of.signing_key, statement.signature):
        raise Failure("it was not signed by who opened that export.", exit_code=2)


def deed_of(statement: Statement) -> Deed:
    return Deed(
        at_ms=now_ms(),
        who=OPERATOR,
        what="vault.opened",
        subject=statement.sha256,
        reason=statement.reference,
        data=told(statement.opened),
    )


def statement_file(export_file: Path) -> Path:
    return export_file.with_name(f"{export_file.name}.opened")


def reference_of(arguments: argparse.Namespace) -> str:
    reference: str = arguments.reference.strip()
    if not 0 < len(reference) <= MAX_REASON:
        raise Failure(f"--reference: expected 1 to {MAX_REASON} characters.", exit_code=2)
    return reference


def days_of(arguments: argparse.Namespace, *, whole: bool = False) -> tuple[str, str]:
    """The first and the last day asked for; raises Failure. `whole`: with none given, all there are."""
    day = arguments.day
    first, last = day or arguments.first, day or arguments.last
    if day and (arguments.first or arguments.last):
        raise Failure("give --day, or --from and --to.", exit_code=2)
    if whole and not first and not last:
        return FIRST_DAY, LAST_DAY
    if not first or not last or first > last:
        raise Failure("give --day, or --from and --to, the first day first.", exit_code=2)
    return first, last


@contextmanager
def told_of_files() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Failure(f"{error.filename}: {(error.strerror or '').lower()}.") from None


@contextmanager
def told_of_opening(file: Path) -> Iterator[None]:
    try:
        yield
    except bootstrap.ExportBroken as broken:
        raise Failure(f"{file}: {broken}.", exit_code=2) from None
    except bootstrap.WrapBroken as broken:
        raise Failure(f"{broken}.", exit_code=2) from None
