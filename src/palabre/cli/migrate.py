"""`palabre migrate`: brings the store to this version without serving."""

import argparse

from palabre import bootstrap
from palabre.cli.store_errors import told_plainly
from palabre.settings import load_settings


def migrate(arguments: argparse.Namespace) -> int:
    """Migrate, and print the version the store is at."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    with told_plainly(data):
        print(bootstrap.migrate(settings, data))
    return 0
