"""Errors as a client reads them: one mapping from exceptions to problems (RFC 9457)."""

import logging
import math
import traceback
from http import HTTPStatus

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException

from palabre.domain.desk_refusal import DeskCode, DeskRefusal
from palabre.domain.held import AlreadySettled
from palabre.domain.refusal import Refusal, RefusalCode
from palabre.ports.store import StoreUnavailable
from palabre.protocol.conversion import rfc3339
from palabre.protocol.encoding import SENTENCES
from palabre.protocol.resources import Problem

PROBLEM_TYPE = "application/problem+json"
STORE_RETRY_S = 1.0
log = logging.getLogger("palabre.http")

# Every other refusal is a conflict with how things stand.
REFUSAL_STATUS: dict[RefusalCode, int] = {
    "challenge_failed": 422,
    "nickname_age": 422,
    "nickname_invalid": 422,
    "not_found": 404,
    "screened": 422,
    "session_required": 401,
    "slowed": 429,
    "unavailable": 503,
}
DESK_STATUS: dict[DeskCode, int] = {
    "link_stale": 404,
    "needs_another_person": 403,
    "not_for_you": 403,
    "rule_refused": 422,
    "rule_unknown": 404,
    "staff_required": 401,
    "status_refused": 409,
    "too_many_rooms_watched": 409,
    "too_many_rules": 409,
}
DESK_SENTENCES: dict[DeskCode, str] = {
    "link_stale": "This address was used already, or is older than ten minutes.",
    "needs_another_person": "A rule goes live when another person than its author approves it.",
    "not_for_you": "This is not yours to see or to do.",
    "rule_refused": "This rule cannot be used.",
    "rule_unknown": "There is no such rule.",
    "staff_required": "This is for the team.",
    "status_refused": "The rule cannot go from its present status to that one.",
    "too_many_rooms_watched": "One person watches six rooms at most.",
    "too_many_rules": "There are too many rules or patterns already.",
}
RFC_9110_PHRASES = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}
HTTP_CODE = {
    400: "invalid",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "json_expected",
    426: "upgrade_required",
}


def problem(
    status: int,
    code: str,
    detail: str = "",
    *,
    retry_after: float | None = None,
    limit: int | None = None,
) -> Problem:
    """A problem of an HTTP status and a stable code; `type` is about:blank, so `title` is the status's phrase."""
    return Problem(
        type="about:blank",
        title=phrase(status),
        status=status,
        code=code,
        detail=detail,
        retry_after=retry_after,
        limit=limit,
    )


def phrase(status: int) -> str:
    """A status in words, the same on every Python."""
    return RFC_9110_PHRASES.get(status) or HTTPStatus(status).phrase


def headers_of(found: Problem) -> dict[str, str]:
    """The header fields a problem's status asks for (RFC 9110 §10.2.3, §11.6.1)."""
    headers = {}
    if found.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(found.retry_after))
    if found.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Session"
    return headers


def problem_of(error: Exception) -> Problem:
    """The problem a guest is told; what it was stays in the log."""
    match error:
        case Refusal():
            status = REFUSAL_STATUS.get(error.code, HTTPStatus.CONFLICT)
            told = SENTENCES[error.code]
            found = problem(status, error.code, told, retry_after=error.retry_after, limit=error.limit)
            return msgspec.structs.replace(
                found, rule=error.rule, words=error.words, reason=error.reason, explanation=error.explanation
            )
        case DeskRefusal() | AlreadySettled():
            return desk_problem(error)
        case StoreUnavailable():
            return problem(503, "unavailable", SENTENCES["unavailable"], retry_after=STORE_RETRY_S)
        case RecursionError():
            return problem(400, "malformed", "The body is nested too deeply.")
        case HTTPException() if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return http_problem(error)
    return problem(500, "internal", "Something failed here; it is not your doing.")


def desk_problem(error: DeskRefusal | AlreadySettled) -> Problem:
    if isinstance(error, AlreadySettled):
        settled = problem(HTTPStatus.CONFLICT, "already_settled", "Somebody decided on this message already.")
        return msgspec.structs.replace(settled, by=error.settlement.by, at=rfc3339(error.settlement.at_ms))
    found = problem(DESK_STATUS[error.code], error.code, error.words or DESK_SENTENCES[error.code])
    return msgspec.structs.replace(found, field=error.field, line=error.line, column=error.column)


def http_problem(error: HTTPException) -> Problem:
    status = error.status_code
    if status == HTTPStatus.BAD_REQUEST and not isinstance(error, ValidationException):
        return problem(400, "malformed", "The request is not well formed.")
    return problem(status, HTTP_CODE.get(status, "refused"), detail_of(error))


def detail_of(error: HTTPException) -> str:
    """What was expected of which field, without what was sent."""
    extra = error.extra if isinstance(error, ValidationException) else None
    if not isinstance(extra, list):
        return ""
    return "; ".join(told_fault(fault) for fault in extra if isinstance(fault, dict))[:500]


def told_fault(fault: dict[str, str]) -> str:
    """One fault; Litestar calls the body `data`, and an absent one the same in quotes."""
    key, message = fault.get("key", "body"), fault.get("message", "")
    return f"{'body' if key == 'data' else key}: {'expected' if message == repr('data') else message}"


def problem_response(found: Problem, extra_headers: dict[str, str] | None = None) -> Response[bytes]:
    """A problem as a response."""
    return Response(
        msgspec.json.encode(found),
        status_code=found.status,
        media_type=PROBLEM_TYPE,
        headers={**headers_of(found), **(extra_headers or {})},
    )


def log_failure(method: str, route: str, error: Exception) -> None:
    """Note where a failure happened; never its text, which may quote a guest."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s on %s %s at %s", type(error).__name__, method, route, places)
