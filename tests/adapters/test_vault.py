"""The vault that keeps nothing yet."""

from palabre.adapters.vault import EmptyVault
from palabre.ports.vault import Origin


def test_nothing_is_kept() -> None:
    vault = EmptyVault()
    vault.record(message_id="m1", at_ms=0, origin=Origin("192.0.2.1", 50_000))
    assert vars(vault) == {}
