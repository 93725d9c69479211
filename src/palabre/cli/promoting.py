"""`palabre rules promote`: puts a rule into another status; a running server follows, otherwise the next start does."""

import argparse
import asyncio
import sys

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.planning import FOLLOWED, append
from palabre.cli.store_errors import told_plainly
from palabre.domain.moderation.ledger import Ledger
from palabre.domain.moderation.revision import NEXT
from palabre.ports.store import ControlStore
from palabre.services.ruling import PROMOTED, RulePromoted
from palabre.settings import load_settings


def promote(arguments: argparse.Namespace) -> int:
    """`rules promote`: whoever holds the command line is the person who approves."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()

    async def run() -> None:
        async with bootstrap.store_beside(settings, data) as store:
            await order(store, arguments)

    with told_plainly(data):
        asyncio.run(run())
    print(f"{arguments.id} → {arguments.to}")
    print(FOLLOWED, file=sys.stderr)
    return 0


async def order(store: ControlStore, arguments: argparse.Namespace) -> None:
    """Leave the instruction; raises Failure for a rule that is none, or cannot become that."""
    ledger = Ledger(bootstrap.workshop().shipped(), await store.revisions())
    stands = ledger.standing(arguments.id, None)
    if stands is None:
        raise Failure(f"there is no rule `{arguments.id}`; there are: {', '.join(known(ledger))}.", exit_code=2)
    if arguments.to not in NEXT[stands.status]:
        possible = " or ".join(sorted(NEXT[stands.status]))
        raise Failure(f"the rule `{arguments.id}` is {stands.status}: it can become {possible}.")
    await append(store, PROMOTED, RulePromoted(id=arguments.id, to=arguments.to))


def known(ledger: Ledger) -> list[str]:
    return list(dict.fromkeys(entry.rule.id for entry in ledger.entries()))
