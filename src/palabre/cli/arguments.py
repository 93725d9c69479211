"""The arguments of every command; commands are imported only when they run, so that help is quick."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

from palabre import __version__
from palabre.cli.bench_options import add_options
from palabre.domain.session import Locale

Run = Callable[[argparse.Namespace], int]
MAX_PORT = 65_535


def parser() -> argparse.ArgumentParser:
    """The whole command line. The parsed namespace has `run`, called with itself."""
    top = argparse.ArgumentParser(prog="palabre", description="A live web chat its operator can answer for.")
    top.add_argument("--version", action="version", version=f"palabre {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add_serve(commands)
    add_check(commands)
    add_command(commands, "migrate", "bring the store to this version", later("migrate", "migrate"))
    add_room(commands)
    add_bench(commands)
    add_rules(commands)
    add_moderator(commands)
    add_audit(commands)
    add_transcript(commands)
    add_vault(commands)
    add_orders(commands)
    add_backups(commands)
    return top


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = add_command(commands, "serve", "serve guests until told to stop", later("serve", "serve"))
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=port, default=8000, help="port to listen on (default: %(default)s)")


def add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = add_command(
        commands, "check", "say whether this machine and configuration can serve", later("check", "check")
    )
    check.add_argument(
        "--language", choices=get_args(Locale), default="en", help="of the duties it lists (default: %(default)s)"
    )


def add_room(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    room = commands.add_parser("room", help="change the rooms and speak in them, while the server runs or not")
    actions = room.add_subparsers(required=True, metavar="ACTION")
    add = add_command(actions, "add", "add a room, or reopen a closed one", later("rooms", "add"))
    add_slug(add)
    add_fields(add, name_required=True)
    edit = add_command(actions, "edit", "change what is given, leave the rest", later("rooms", "edit"))
    add_slug(edit)
    add_fields(edit, name_required=False)
    add_slug(add_command(actions, "close", "close a room", later("rooms", "close")))
    announce = add_command(
        actions, "announce", "say something to a whole room, as the place", later("speaking", "announce")
    )
    add_slug(announce)
    add_text(announce, "what to say, several lines if you like")
    pin = add_command(actions, "pin", "keep one line above a room's messages", later("speaking", "pin"))
    add_slug(pin)
    add_text(pin, "the line; it replaces the one pinned before")
    add_slug(add_command(actions, "unpin", "take the pinned line away", later("speaking", "unpin")))
    listing = add_command(actions, "list", "list every room", later("rooms", "show"))
    listing.add_argument("--json", action="store_true", help="one JSON array")


def add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "measure this machine with simulated guests on a server of their own"
    add_options(add_command(commands, "bench", what, later("bench", "bench")))


def add_rules(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rules = commands.add_parser("rules", help="what the rules of screening say of a text, and whether they can be used")
    actions = rules.add_subparsers(required=True, metavar="ACTION")
    explain = add_command(actions, "explain", "say what becomes of a text, and why", later("rules", "explain"))
    explain.add_argument("text", nargs="?", metavar="TEXT", help="the text; with --json, JSON lines on standard input")
    explain.add_argument("--json", action="store_true", help='one answer a line of {"text", "room", "trust"}')
    add_circumstances(explain)
    check = add_command(actions, "check", "say whether rules and packs can be used", later("rules", "check"))
    check.add_argument("pack", nargs="*", type=Path, metavar="FILE", help="packs to check with the shipped ones")
    backtest = add_command(
        actions,
        "backtest",
        "say what the rules would have done with the texts of a file",
        later("backtest", "backtest"),
    )
    backtest.add_argument("path", type=Path, metavar="PATH", help="lines of text, IRC logs, CSV, or a folder of them")
    backtest.add_argument("--column", metavar="NAME", help="the column of a CSV file that holds the texts")
    backtest.add_argument("--sample", type=int, default=3, metavar="N", help="texts to show of each rule (default: 3)")
    backtest.add_argument("--cover", choices=("attended", "unattended", "shield"), default="attended")
    add_circumstances(backtest)
    promote = add_command(
        actions, "promote", "put a rule of this instance into another status", later("promoting", "promote")
    )
    promote.add_argument("id", metavar="ID", help="the rule's id")
    promote.add_argument("--to", choices=("shadow", "live", "retired"), required=True, help="draft → shadow → live")


def add_moderator(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    moderator = commands.add_parser("moderator", help="who is of the team, while the server runs or not")
    actions = moderator.add_subparsers(required=True, metavar="ACTION")
    what = "let somebody into the team: prints an address that works once, for a day"
    invite = add_command(actions, "invite", what, later("moderators", "invite"))
    invite.add_argument("name", metavar="NAME", help="what the team calls them; guests are told a number only")
    invite.add_argument("--role", choices=("owner", "moderator", "custodian"), default="moderator")
    invite.add_argument("--room", action="append", metavar="SLUG", help="a room they answer for (default: all)")
    invite.add_argument("--again", action="store_true", help="who lost every key: the old ones die")
    invite.add_argument("--address", metavar="URL", help="where the place is reached, for the printed address")
    remove = add_command(actions, "remove", "end every way in of somebody", later("moderators", "remove"))
    remove.add_argument("who", metavar="WHO", help="their number, as in M-3, or their name")
    listing = add_command(actions, "list", "list everybody", later("moderators", "show"))
    listing.add_argument("--json", action="store_true", help="one JSON array")


def add_audit(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = commands.add_parser("audit", help="whether what was done in the name of the place is told as it was")
    actions = audit.add_subparsers(required=True, metavar="ACTION")
    what = "find every moderation event that was altered, taken out or moved"
    verify = add_command(actions, "verify", what, later("audit", "verify"))
    verify.add_argument("--kept", type=Path, metavar="FILE", help="lines `audit head` printed, kept elsewhere")
    verify.add_argument("--json", action="store_true", help="one JSON object")
    head = add_command(actions, "head", "print the last signed head, to be kept elsewhere", later("audit", "head"))
    head.add_argument(
        "--since", type=int, metavar="SIZE", help="with a proof that it goes on from the head of so many events"
    )
    what = "hold heads that were kept against each other, without the place that signed them"
    compare = add_command(actions, "compare", what, later("audit", "compare"))
    compare.add_argument("file", type=Path, metavar="FILE", help="lines `audit head --since` printed, in order")
    what = "empty one event, for somebody's right to erasure; the audit still verifies"
    erase = add_command(actions, "erase", what, later("audit", "erase"))
    erase.add_argument("id", type=int, metavar="ID", help="the event's number, as the desk's log has it")
    erase.add_argument("--reason", required=True, help="why, in words that are kept")


def add_orders(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    orders = commands.add_parser("orders", help="what authorities ordered, while the server runs or not")
    actions = orders.add_subparsers(required=True, metavar="ACTION")
    what = "list the orders that wait, the soonest due first; what they say is told at the desk"
    listing = add_command(actions, "list", what, later("orders", "show"))
    listing.add_argument("--all", action="store_true", help="settled ones too")
    listing.add_argument("--json", action="store_true", help="one JSON array")


def add_transcript(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    transcript = commands.add_parser("transcript", help="what somebody kept of a private conversation")
    actions = transcript.add_subparsers(required=True, metavar="ACTION")
    what = "say whether a file is as it was made here, unaltered"
    verify = add_command(actions, "verify", what, later("transcript", "verify"))
    verify.add_argument("file", type=Path, metavar="FILE", help="the file they kept")


def add_vault(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    vault = commands.add_parser("vault", help="sealed connection records, which two custodians open together")
    actions = vault.add_subparsers(required=True, metavar="ACTION")
    what = "make a custodian's key: the secret goes into a file, the public part is printed"
    keygen = add_command(actions, "keygen", what, later("vault", "keygen"))
    keygen.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the secret key goes, a new file")
    what = "take days out of the vault, still sealed, for custodians to open elsewhere"
    export = add_command(actions, "export", what, later("vault", "export"))
    add_days(export)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    what = "open what was taken out: needs two custodians, and no server"
    opening = add_command(actions, "open", what, later("vault", "open_"))
    opening.add_argument("file", type=Path, metavar="FILE", help="what `vault export` wrote")
    opening.add_argument(
        "--identity", type=Path, action="append", required=True, metavar="KEYFILE", help="a custodian's key, twice"
    )
    opening.add_argument("--message", metavar="ID", help="the records of one message only")
    add_days(opening)
    what = "take into the audit that an export was opened elsewhere"
    recording = add_command(actions, "record", what, later("vault", "record"))
    recording.add_argument("file", type=Path, metavar="FILE", help="what `vault open` wrote beside the export")


def add_days(command: argparse.ArgumentParser) -> None:
    command.add_argument("--day", type=iso_day, metavar="DAY", help="one day, as 2026-11-23")
    command.add_argument("--from", dest="first", type=iso_day, metavar="DAY", help="the first of several")
    command.add_argument("--to", dest="last", type=iso_day, metavar="DAY", help="the last of several")
    command.add_argument("--reference", required=True, metavar="TEXT", help="of the order it is for; it is kept")


def add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "put everything that must outlive this disk into one sealed file, while the server runs or not"
    backup = add_command(commands, "backup", what, later("backup", "backup"))
    backup.add_argument("--out", type=Path, metavar="PATH", help="a new file, or a directory (default: [backup] path)")
    backup.add_argument(
        "--recipient", action="append", metavar="AGE1…", help="who may open it (default: [backup] recipients)"
    )
    what = "make a new store from a backup, in an empty --data or database"
    restore = add_command(commands, "restore", what, later("restore", "restore"))
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument(
        "--identity", type=Path, required=True, metavar="KEYFILE", help="the key of one who may open it"
    )
    restore.add_argument("--check", action="store_true", help="go through all of it, and put it nowhere")
    restore.add_argument("--any-signer", action="store_true", help="take it though the keys it was signed by are lost")


def add_circumstances(command: argparse.ArgumentParser) -> None:
    command.add_argument("--room", choices=("general", "adult"), default="general", help="kind of room")
    command.add_argument("--trust", choices=("new", "settled"), default="settled", help="how known the author is")
    command.add_argument("--pack", type=Path, action="append", metavar="FILE", help="a pack to add to the shipped ones")


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, run: Run
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=what[:1].upper() + what[1:] + ".")
    command.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: the shipped demo)")
    command.add_argument(
        "--data", type=Path, default=Path("var"), metavar="DIR", help="data directory (default: ./var)"
    )
    command.set_defaults(run=run)
    return command


def add_slug(command: argparse.ArgumentParser) -> None:
    command.add_argument("slug", metavar="SLUG", help="the room's address, /r/SLUG")


def add_text(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("text", metavar="TEXT", help=f"{what}; `-` reads it from standard input")


def add_fields(command: argparse.ArgumentParser, *, name_required: bool) -> None:
    command.add_argument("--name", required=name_required)
    command.add_argument("--topic", help="what is talked about, one line")
    command.add_argument("--rules", help="the room's own rule, one line")
    command.add_argument("--language", choices=("fr", "en"))
    command.add_argument("--capacity", type=int, metavar="N", help="guests present at once")
    command.add_argument("--slow-mode", type=int, metavar="SECONDS", help="between two messages of a guest")
    command.add_argument("--pinned", help="one line kept above the messages; empty takes it away")
    command.add_argument("--kind", choices=("general", "adult"), help="adult: only proven adults enter, for good")
    command.add_argument("--readers", choices=("everyone", "guests"), help="guests: closed to spectators")


def later(module: str, name: str) -> Run:
    """The command `name` of `palabre.cli.module`, imported when it is run."""

    def run(arguments: argparse.Namespace) -> int:
        command: Run = getattr(import_module(f"palabre.cli.{module}"), name)
        return command(arguments)

    return run


def port(text: str) -> int:
    """A TCP port; 0 lets the system choose."""
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"expected a port from 0 to {MAX_PORT}, got {text!r}")
    return int(text)


def iso_day(text: str) -> str:
    """A day as 2026-11-23."""
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise argparse.ArgumentTypeError(f"expected a day such as 2026-11-23, got {text!r}")
    return day
