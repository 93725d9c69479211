"""Which tables go into a backup, and which never: every table is in one of the two lists, each with its reason.

A backup has what people decided and what they must be able to answer for. It has nothing that guests said for the hour,
nothing that lets one in, and no key: sealed texts of evidence are in it as they are sealed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from palabre.domain.backup import Column


class Carried(NamedTuple):
    """Why a table goes in; with a condition, only the rows that meet it, in a store that has the column it `needs`."""

    why: str
    where: str = ""
    needs: str = ""


# In the order they are written and read.
CARRIED: Mapping[str, Carried] = {
    "instance": Carried("numbers are given on from where they stood"),
    "rooms": Carried("the place itself; private rooms end with their members", "privacy = 'public'", "privacy"),
    "configured": Carried("what the configuration said of rooms when it was read last"),
    "staff": Carried("the team"),
    "passkeys": Carried("their ways in: public keys"),
    "recovery_codes": Carried("their ways in: digests"),
    "rule_versions": Carried("the rules of this place, as they were written and approved"),
    "rule_tallies": Carried("how often a rule matched: what brakes a young one"),
    "published_rules": Carried("every version of the rules that guests were told"),
    "cases": Carried("what was reported"),
    "case_events": Carried("what happened in each case"),
    "reports": Carried("notices, sealed"),
    "pieces": Carried("evidence, sealed"),
    "judgements": Carried("decisions, sanctions and statements of reasons"),
    "appeals": Carried("what was said against them, sealed, and the answers"),
    "receipts": Carried("the way back of who has no account: digests"),
    "ban_marks": Carried("bans: hashes under a key that lies elsewhere"),
    "sessions": Carried(
        "of those somebody restricted, so that the restriction still finds its browser; they end within a day",
        "continues <> '' OR id IN (SELECT session_id FROM judgements WHERE until_ms IS NOT NULL)",
        "continues",
    ),
    "decisions": Carried("what rules decided, without a text: figures owed for six months"),
    "orders": Carried("orders of authorities, sealed"),
    "vault_records": Carried("connection records, sealed: what opens a day lies with the keys, and is forgotten there"),
    "audit_heads": Carried("the signed roots of what was done"),
    "moderation_events": Carried("what was done in the name of the place"),
}

LEFT: Mapping[str, str] = {
    "log": "messages: they live for hours",
    "faded": "messages past their hours, a day at most",
    "sealed_versions": "texts that were hidden, a day at most",
    "held": "messages that wait for a person",
    "follow_ups": "texts that rules found, until somebody is told",
    "reactions": "they go with their messages",
    "holds": "nicknames of those present",
    "hides": "whom a guest hides: ends with their session",
    "standings": "what a session earned: ends with it",
    "pair_signs": "who wrote to whom",
    "room_members": "who is in which private room",
    "room_invitations": "ways into private rooms",
    "conversations": "private talks: a day at most",
    "conversation_requests": "who asked whom",
    "solicitation_choices": "ends with the session",
    "age_proofs": "what was proved of an age: hours at most",
    "age_presentations": "what was presented once; nothing old can be presented again",
    "vouches": "codes that are being handed over: hours at most",
    "spent_challenges": "minutes",
    "staff_links": "ways in, being used",
    "staff_sessions": "who of the team is signed in",
    "staff_browsers": "a day",
    "staff_guests": "a day",
    "passkey_challenges": "minutes",
    "control": "orders to a running server: announcements are among them",
}


def selection(table: str, columns: Sequence[Column]) -> str:
    """The statement that reads the rows of a table that go into a backup, the same in both databases."""
    carried = CARRIED[table]
    names = [column.name for column in columns]
    listed = ", ".join(f'"{name}"' for name in names)
    where = f" WHERE {carried.where}" if carried.where and carried.needs in names else ""
    return f"SELECT {listed} FROM {table}{where}"  # noqa: S608 — names of this program's own tables
