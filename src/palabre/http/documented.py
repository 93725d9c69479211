"""What the OpenAPI description says of every route alike: its problems, and the session's cookie."""

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import SecurityRequirement

from palabre.http.problems import PROBLEM_TYPE, phrase
from palabre.protocol.resources import Problem

SESSION_SCHEME = "session"
STAFF_SCHEME = "staff"
# The edge turns requests away before any route: a malformed one, a long address, a name that is not served here.
TURNED_AWAY = (400, 414, 421)


def told(*statuses: int) -> dict[int, ResponseSpec]:
    """The problems a route may answer with, by status; those of the edge are any route's."""
    return {
        status: ResponseSpec(Problem, description=phrase(status), media_type=PROBLEM_TYPE, generate_examples=False)
        for status in sorted({*statuses, *TURNED_AWAY})
    }


def session_needed() -> list[SecurityRequirement]:
    """Says that a route needs the session's cookie."""
    return [{SESSION_SCHEME: []}]


def staff_needed() -> list[SecurityRequirement]:
    """Says that a route needs the cookie of a member of the staff."""
    return [{STAFF_SCHEME: []}]
