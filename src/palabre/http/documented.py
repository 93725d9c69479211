"""What the OpenAPI description says of every route alike: its problems, and the session's cookie."""

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import SecurityRequirement

from palabre.http.problems import PROBLEM_TYPE, phrase
from palabre.protocol.resources import Problem

SESSION_SCHEME = "session"


def told(*statuses: int) -> dict[int, ResponseSpec]:
    """The problems a route may answer with, by status."""
    return {
        status: ResponseSpec(Problem, description=phrase(status), media_type=PROBLEM_TYPE, generate_examples=False)
        for status in statuses
    }


def session_needed() -> list[SecurityRequirement]:
    """Says that a route needs the session's cookie."""
    return [{SESSION_SCHEME: []}]
