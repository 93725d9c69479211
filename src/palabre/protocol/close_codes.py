"""Close codes: what ended a connection, and whether coming back makes sense.

4000–4499: reconnect with back-off. 4500–4999: final. RFC 6455's 1001 and 1006 reconnect;
1002, 1003, 1007 and 1009 are final. Where a reason is given it is JSON: `{"retry_after_ms": 1234}`.
"""

from enum import IntEnum

FINAL_CODES = range(4_500, 5_000)
FINAL_BY_RFC_6455 = frozenset((1002, 1003, 1007, 1009))


class CloseCode(IntEnum):
    """The codes this server closes with."""

    STOPPING = 4001
    TOO_SLOW = 4008
    FLOODING = 4029
    SESSION_ENDED = 4501


def is_final(code: int) -> bool:
    """Whether a client must not reconnect by itself after this code."""
    return code in FINAL_CODES or code in FINAL_BY_RFC_6455
