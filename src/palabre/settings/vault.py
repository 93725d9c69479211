"""What the configuration says of the vault: who can open it, and what has to be recorded besides."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from palabre.domain.connection_record import KNOWN_INJUNCTIONS, LONGEST_INJUNCTION, Injunction
from palabre.domain.custodian import NEEDED_CUSTODIANS, Custodian
from palabre.domain.recipient import is_recipient

MOST_CUSTODIANS = 20


class ConfiguredCustodian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who opens the vault together with another."""

    name: Annotated[str, Meta(min_length=1, max_length=100, description="Who it is; written into every day's key.")]
    key: Annotated[
        str, Meta(max_length=200, description="Their public key, `age1…`, as `palabre vault keygen` prints it.")
    ]


class ConfiguredInjunction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order to keep more than the connection (CPCE art. L34-1 III) that this version does not know of."""

    reference: Annotated[str, Meta(min_length=1, max_length=200, description="Its number, as `décret 2026-…`.")]
    since: Annotated[date, Meta(description="First day, as 2026-10-21.")]
    until: Annotated[date, Meta(description="Last day: a year later at most.")]


class VaultSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sealed connection records."""

    custodians: Annotated[
        tuple[ConfiguredCustodian, ...],
        Meta(
            max_length=MOST_CUSTODIANS,
            description="Three or more people, any two of whom open a day; none, in demo only: nothing is kept.",
        ),
    ] = ()
    injunctions: Annotated[
        tuple[ConfiguredInjunction, ...],
        Meta(max_length=20, description="Orders to keep more that came after this version."),
    ] = ()

    @property
    def is_kept(self) -> bool:
        """Whether connection records are kept."""
        return bool(self.custodians)

    def people(self) -> tuple[Custodian, ...]:
        """The custodians as the domain knows them."""
        return tuple(Custodian(name=each.name, key=each.key) for each in self.custodians)

    def in_force(self) -> tuple[Injunction, ...]:
        """Every injunction there is, with those this version knows."""
        configured = (
            Injunction(reference=each.reference, since=each.since, until=each.until) for each in self.injunctions
        )
        return (*KNOWN_INJUNCTIONS, *configured)


def problems_with_vault(vault: VaultSettings, keys_path: str) -> Iterator[str]:
    """`key: what was expected`, one each."""
    keys = [each.key for each in vault.custodians]
    for number, key in enumerate(keys):
        if not is_recipient(key):
            yield f"vault.custodians[{number}].key: expected a public key beginning with age1"
    if vault.is_kept and len(set(keys)) < NEEDED_CUSTODIANS:
        yield f"vault.custodians: expected {NEEDED_CUSTODIANS} or more, each with a key of their own"
    if len(set(keys)) < len(keys) or len({each.name for each in vault.custodians}) < len(keys):
        yield "vault.custodians: expected each name and each key once"
    if vault.is_kept and not keys_path:
        yield "keys.path: expected a directory, since there are vault.custodians"
    for number, each in enumerate(vault.injunctions):
        if not each.since <= each.until <= each.since + LONGEST_INJUNCTION:
            yield f"vault.injunctions[{number}].until: expected a day within a year after `since`"
