"""Shouting: a long text in capitals, or one character over and over."""

import re

LONG = 20
SIGN = re.compile(r"(\S)\1{11}")


def is_capitals(text: str) -> bool:
    """Whether it is long and has no small letter."""
    return len(text) >= LONG and text.isupper()


def is_repeated(text: str) -> bool:
    """Whether one character stands 12 times in a row."""
    return SIGN.search(text) is not None
