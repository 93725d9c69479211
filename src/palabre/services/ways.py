"""Ways: the methods by which a guest can prove their age here, by the names guests choose them by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from palabre.domain.age import Method
from palabre.ports.accounts import Account
from palabre.ports.demo_wallet import DemoWallet
from palabre.ports.presentations import Presentations

Kind = Literal["wallet", "account", "human", "demo"]


class MethodInfo(Struct, frozen=True, kw_only=True):
    """A way to prove one's age here. `name` is what a guest chooses it by; several may be of one method."""

    name: str
    method: Method
    kind: Kind
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The methods of this place. `is_enough` says whether the operator offers as many as adult rooms need."""

    wallet: Presentations | None = None
    accounts: Mapping[str, Account] = field(default_factory=dict)
    demo: Presentations | None = None
    demo_wallet: DemoWallet | None = None
    human: bool = True
    is_enough: bool = True

    def infos(self) -> list[MethodInfo]:
        """Those that can be chosen now: a wallet only while some issuer is believed."""
        found: list[MethodInfo] = []
        if self.wallet is not None and self.wallet.can_verify():
            found.append(MethodInfo(name="eu", method="eu", kind="wallet"))
        for name, account in self.accounts.items():
            found.append(MethodInfo(name=name, method="oidc", kind="account", label=account.label))
        if self.demo is not None:
            found.append(MethodInfo(name="demo", method="demo", kind="demo"))
        if self.human:
            found.append(MethodInfo(name="human", method="human", kind="human"))
        return found

    def can_be_given(self) -> bool:
        """Whether guests can prove their age here."""
        return self.is_enough and bool(self.infos())

    def presentations(self, method: Method) -> Presentations | None:
        """What checks the wallets of a method."""
        return {"eu": self.wallet, "demo": self.demo}.get(method)
