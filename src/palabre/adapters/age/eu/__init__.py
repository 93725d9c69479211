"""The EU age verification profile (av-doc-technical-specification): a wallet shows "over 18" and nothing else."""

from palabre.adapters.age.eu.issuers import Anchor
from palabre.adapters.age.eu.transcript import transcript_for
from palabre.adapters.age.eu.trusted_list import ListState, TrustedList, TrustedListBroken
from palabre.adapters.age.eu.verifying import verify
from palabre.adapters.age.eu.wallets import WalletPresentations

__all__ = ["Anchor", "ListState", "TrustedList", "TrustedListBroken", "WalletPresentations", "transcript_for", "verify"]
