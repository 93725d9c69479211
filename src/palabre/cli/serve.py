"""`palabre serve`: checks what must be true before anything listens, then serves."""

import argparse
import asyncio
import logging
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from palabre import bootstrap
from palabre.cli.check import team_of
from palabre.cli.failures import Failure
from palabre.cli.quiet_log import QuietFormatter
from palabre.cli.store_errors import told_plainly
from palabre.domain.staff import NEEDED_MODERATORS
from palabre.gateway.server import PortInUse
from palabre.http.assets import Assets, AssetsMissing
from palabre.settings import (
    Settings,
    SettingsError,
    Standing,
    load_settings,
    problem_with_backups,
    problem_with_bind,
    problem_with_keys,
    problem_with_logo,
    unmet,
)

DESKS = "Modération, chaque adresse une fois, 10 min · Moderators, each address once, 10 min:"


def serve(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    refuse_what_cannot_serve(settings, arguments.host, data)
    start_log()
    place = f"{arguments.host}, port {arguments.port}"
    try:
        with told_plainly(data):
            return bootstrap.serve(settings, host=arguments.host, port=arguments.port, data=data, announce=announce)
    except PortInUse:
        raise Failure(f"port {arguments.port} of {arguments.host} is in use; choose another with --port.") from None
    except socket.gaierror:
        raise Failure(f"cannot listen on {place}: there is no such address.") from None
    except OSError as error:
        raise Failure(f"cannot serve on {place} with {data}: {(error.strerror or str(error)).lower()}.") from None


def refuse_what_cannot_serve(settings: Settings, host: str, data: Path) -> None:
    """Raise for a configuration that must not serve: public while duties are missing, demo beyond this machine."""
    if lacking := unmet(settings):
        raise SettingsError(f'mode "public" cannot start while a duty is not met:\n{told_of(lacking)}')
    if problem := problem_with_team(settings, data):
        raise SettingsError(problem)
    if problem := problem_with_bind(settings, host):
        raise SettingsError(f"--host: {problem}.")
    if problem := first_problem(settings, data):
        raise SettingsError(f"{problem}.")
    if problem := bootstrap.problem_with_rooms(settings):
        raise SettingsError(problem)
    try:
        Assets()
    except AssetsMissing as error:
        raise Failure(str(error)) from None


def first_problem(settings: Settings, data: Path) -> str | None:
    """With where keys and backups lie, or with the logo."""
    return problem_with_keys(settings, data) or problem_with_backups(settings, data) or problem_with_logo(settings)


def told_of(lacking: Sequence[Standing]) -> str:
    """A line for each setting that is missing, with the duty it is for and the text that asks it."""
    return "\n".join(
        f"  - {problem} ({standing.duty.what['en']}: {standing.duty.basis})"
        for standing in lacking
        for problem in standing.lacking
    )


def problem_with_team(settings: Settings, data: Path) -> str | None:
    """What a public place lacks of people; they add their passkeys once it serves, which `check` tells."""
    if settings.mode == "demo" or len(asyncio.run(team_of(settings, data))) >= NEEDED_MODERATORS:
        return None
    return f"a public place has {NEEDED_MODERATORS} moderators at least: `palabre moderator invite NAME`"


def announce(address: str, desks: Sequence[str]) -> None:
    """Tell where guests come in, and where the moderators of a demo do."""
    print("\n".join([address, *([DESKS] if desks else []), *desks]), flush=True)


def start_log() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("palabre").setLevel(logging.INFO)
