"""Telephone numbers, of the regions an operator names, however their digits are spaced."""

import re
from collections.abc import Iterator, Sequence

from phonenumbers import Leniency, PhoneNumberMatcher

from palabre.domain.moderation.span import Span

# As an RE2 pattern over the folded text: enough digits near each other to be one.
SIGN = r"[0-9](?:[^a-z0-9]{0,3}[0-9]){6}"
REGIONS = ("FR", "BE", "CH", "CA", "GB")
# The French plan, ranges kept for fiction included, which the library takes for unassigned.
FRENCH = re.compile(r"(?<![\d.,])(?:(?:\+|00)[ .\-]?33[ .\-]?(?:\(0\)[ .\-]?)?|0[ .\-/]{0,2})[1-9](?:[ .\-/_]{0,2}\d){8}(?![\d])")
MAX_TRIES = 4


def phones(text: str, regions: Sequence[str] = REGIONS) -> Iterator[Span]:
    """Where telephone numbers stand in a text as typed."""
    if french := [Span(*found.span()) for found in FRENCH.finditer(text)]:
        yield from french
        return
    for region in regions:
        matcher = PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=MAX_TRIES)
        if found := [Span(match.start, match.end) for match in matcher]:
            yield from found
            return
