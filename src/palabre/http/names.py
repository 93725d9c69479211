"""Suggested nicknames: drawn anew for each page, so that nobody is known by the one they were given."""

import secrets

from palabre.http.words import NamesWords

SUGGESTED = 12


def suggested(words: NamesWords) -> tuple[str, ...]:
    """Twelve nicknames to keep or change."""
    return tuple(
        words.form.format(first=secrets.choice(words.first), second=secrets.choice(words.second))
        for _ in range(SUGGESTED)
    )
