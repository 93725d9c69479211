"""Lettering: what an operator writes over a room passes the rules that guests' words pass."""

from collections.abc import Mapping

from palabre.domain.room import RoomSettings
from palabre.ports.screening import Screening


def letters_of(room: RoomSettings) -> dict[str, str]:
    """The texts of a room that everyone reads, by setting."""
    return {"name": room.name, "topic": room.topic, "rules": room.rules, "pinned": room.pinned}


def problem_with_letters(screening: Screening, texts: Mapping[str, str]) -> str | None:
    """`key: which rule refuses which words, and what it says` of the first text that is blocked, or None."""
    for key, text in texts.items():
        verdict = screening.judge(text)
        if verdict.outcome == "block":
            words = ", ".join(f"`{word}`" for word in verdict.words)
            return f"{key}: the rule `{verdict.fired[0].rule.id}` refuses {words}: {verdict.explanation('en')}"
    return None
