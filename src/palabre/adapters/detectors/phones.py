"""Telephone numbers, of the regions an operator names, however their digits are spaced."""

import re
from collections.abc import Iterator, Sequence

from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse

from palabre.domain.moderation.span import Span

# As an RE2 pattern over the folded text: enough digits near each other to be one.
SIGN = r"[0-9](?:[^a-z0-9]{0,3}[0-9]){8}"
REGIONS = ("FR", "BE", "CH", "CA", "GB")
# The French plan, ranges kept for fiction included, which the library takes for unassigned.
FRENCH = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)[ .\-]?33[ .\-]?(?:\(0\)[ .\-]?)?|0[ .\-/]{0,2})[1-9](?:[ .\-/_]{0,2}\d){8}(?!\d)"
)
# From abroad, or as in North America; a bare row of digits, an IP address or a date is none.
CANDIDATE = re.compile(
    r"(?<![\w.,:/+-])(?!\+?\d{16})(?:\+\d{1,3}(?:[ .\-]?\(?\d{1,4}\)?){2,5}|\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}"
    r"|0\d{2,4}[ \-/]\d{2,4}(?:[ .\-]?\d{2,4}){1,3})(?![\w:/])"
)
# By E.164, the code of the country included.
MAX_DIGITS = 15
MAX_CANDIDATES = 4


def phones(text: str, regions: Sequence[str] = REGIONS) -> Iterator[Span]:
    """Where telephone numbers stand in a text as typed."""
    if french := [Span(*found.span()) for found in FRENCH.finditer(text)]:
        yield from french
        return
    for found, _ in zip(CANDIDATE.finditer(text), range(MAX_CANDIDATES), strict=False):
        if is_phone(found[0], regions):
            yield Span(*found.span())


def is_phone(candidate: str, regions: Sequence[str]) -> bool:
    """Whether it is a number somebody may have, in one of the regions or anywhere when it begins with a plus."""
    if sum(map(str.isdigit, candidate)) > MAX_DIGITS:
        return False
    return any(is_number(candidate, region) for region in (regions[:1] if candidate.startswith("+") else regions))


def is_number(candidate: str, region: str) -> bool:
    """Whether the plan of the region has it; of a number from abroad, whether it has the length of one."""
    try:
        number = parse(candidate, region)
    except NumberParseException:
        return False
    return is_possible_number(number) if candidate.startswith("+") else is_valid_number(number)
