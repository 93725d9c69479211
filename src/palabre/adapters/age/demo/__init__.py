"""Proofs of age that prove nothing: an issuer made when the demo starts, and a wallet it gave credentials to."""

from palabre.adapters.age.demo.issuer import DemoIssuer
from palabre.adapters.age.demo.wallet import DemoWalletAtHand

__all__ = ["DemoIssuer", "DemoWalletAtHand"]
