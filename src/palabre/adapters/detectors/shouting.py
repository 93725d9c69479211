"""Shouting: a long text in capitals, or one character over and over."""

import re

LONG = 20
SIGN = re.compile(r"(\S)\1{11}")
# Of 12 in a row every fourth are three in a row.
FOURTH, THREE = 4, re.compile(r"(\S)\1\1")


def is_capitals(text: str) -> bool:
    """Whether it is long and has no small letter."""
    return len(text) >= LONG and text.isupper()


def is_repeated(text: str) -> bool:
    """Whether one character stands 12 times in a row."""
    return THREE.search(text[::FOURTH]) is not None and SIGN.search(text) is not None
