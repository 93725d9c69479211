"""Transcripts: what was said in a conversation as one of the two keeps it, and the operator's word that it was so."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from palabre.domain.message import Message

CODE = "Code : "
CODE_LINE = re.compile(r"(?P<said>.*\n)Code : (?P<code>[0-9a-f]{64})\n?", re.DOTALL)
LABEL = b"palabre transcript 1\n"
REMOVED = "(message retiré)"


def transcript(slug: str, place: str, made_ms: int, messages: Iterable[Message], key: bytes) -> str:
    """The file: each message with its id, its time and its author's tag, then the code over everything above.

    `key` is the operator's alone (32 bytes): whoever holds it can tell a file that was altered from one that was not
    (HMAC-SHA-256, RFC 2104).
    """
    head = [f"Palabre · {place}", f"Conversation {slug}", f"Établi le {told(made_ms)}", ""]
    said = "\n".join([*head, *(part for message in messages for part in lines_of(message)), ""])
    return f"{said}{CODE}{code_of(said, key)}\n"


def is_authentic(file: str, key: bytes) -> bool:
    """Whether this file is one that `transcript` made with this key, unaltered but for the ends of its lines."""
    found = CODE_LINE.fullmatch(file.replace("\r\n", "\n"))
    return found is not None and hmac.compare_digest(code_of(found["said"], key), found["code"])


def code_of(said: str, key: bytes) -> str:
    return hmac.digest(key, LABEL + said.encode(), hashlib.sha256).hex()


def lines_of(message: Message) -> Iterable[str]:
    """A message: no line of its text can be taken for one of ours."""
    answered = f" · en réponse à {message.reply_to}" if message.reply_to else ""
    edited = f" · modifié le {told(message.edited_ms)}" if message.edited_ms else ""
    yield f"{told(message.sent_ms)} · {message.author.nickname} ({message.author.tag})"
    yield f"contribution {message.id}{answered}{edited}"
    body = REMOVED if message.removed else message.body
    yield from (f"    {line}" for line in body.splitlines() or [""])
    yield ""


def told(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms // 1_000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
