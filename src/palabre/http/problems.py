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
from palabre.protocol.conversion import rfc3339, sanction_info
from palabre.protocol.encoding import SENTENCES
from palabre.protocol.resources import Problem

PROBLEM_TYPE = "application/problem+json"
STORE_RETRY_S = 1.0
log = logging.getLogger("palabre.http")

# Every other refusal is a conflict with how things stand.
REFUSAL_STATUS: dict[RefusalCode, int] = {
    "challenge_required": 429,
    "invitation_ended": 404,
    "muted": 403,
    "kicked": 403,
    "banned": 403,
    "challenge_failed": 422,
    "code_wrong": 422,
    "nickname_age": 422,
    "nickname_invalid": 422,
    "not_found": 404,
    "not_open_yet": 503,
    "notice_incomplete": 422,
    "proof_required": 403,
    "proof_unbound": 403,
    "screened": 422,
    "session_required": 401,
    "slowed": 429,
    "unavailable": 503,
}
DESK_STATUS: dict[DeskCode, int] = {
    "already_decided": 409,
    "already_reversed": 409,
    "appeal_waits": 409,
    "challenge_foreign": 403,
    "challenge_stale": 409,
    "claimed_already": 409,
    "confirm_identity": 403,
    "confirm_impact": 409,
    "conflict_of_interest": 403,
    "ground_unknown": 422,
    "last_owner": 409,
    "last_passkey": 409,
    "link_stale": 404,
    "minutes_refused": 422,
    "needs_another_person": 403,
    "nobody_to_sanction": 422,
    "not_decided": 409,
    "not_for_you": 403,
    "order_changed": 409,
    "order_dates": 422,
    "order_reason": 422,
    "order_settled": 409,
    "origin_foreign": 403,
    "passkey_copied": 403,
    "passkey_impossible": 409,
    "passkey_known": 409,
    "passkey_refused": 403,
    "passkey_required": 403,
    "passkey_unknown": 404,
    "reason_required": 422,
    "recovery_unknown": 404,
    "rule_refused": 422,
    "rule_unknown": 404,
    "staff_required": 401,
    "staff_unknown": 404,
    "status_refused": 409,
    "too_many_passkeys": 409,
    "too_many_rooms_watched": 409,
    "too_many_rules": 409,
    "undo_too_late": 409,
    "vouch_over": 409,
    "vouch_unknown": 404,
    "warning_first": 422,
}
DESK_SENTENCES: dict[DeskCode, str] = {
    "already_decided": "Somebody decided on this case already.",
    "already_reversed": "This decision was undone already.",
    "appeal_waits": "Another person upheld this decision, and a second appeal waits: that is answered first.",
    "challenge_foreign": "The passkey answered another question than the one it was asked.",
    "challenge_stale": "This attempt is over: begin again.",
    "claimed_already": "Somebody else looks at this case.",
    "confirm_identity": "Show with your passkey that it is you, first.",
    "confirm_impact": "Look first at how many come from there, and confirm.",
    "conflict_of_interest": "You appear in this case: it is for somebody else.",
    "ground_unknown": "There is no such ground.",
    "last_owner": "Somebody must be left who can invite others.",
    "last_passkey": "The last passkey cannot be revoked: add another first.",
    "link_stale": "This address was used already, or is too old.",
    "minutes_refused": "It does not last that long, or its length is missing.",
    "needs_another_person": "This takes another person than who began or decided it.",
    "nobody_to_sanction": "This case is about a room: nobody is to be sanctioned by it.",
    "not_decided": "Nothing was decided here yet.",
    "not_for_you": "This is not yours to see or to do.",
    "order_changed": "Somebody else did something with this order meanwhile: look again.",
    "order_dates": "One of these dates cannot be: too early, or later than such an order may ask.",
    "order_reason": "The authority is to be told why, or what was found.",
    "order_settled": "This order was carried out, answered or refused already.",
    "origin_foreign": "The passkey answered another address than this one.",
    "passkey_copied": "This passkey counts backwards, as a copy would: it is refused.",
    "passkey_impossible": "Passkeys need a host name: open the desk at localhost, or at the name of the place.",
    "passkey_known": "This passkey is known already.",
    "passkey_refused": "The answer of the passkey cannot be believed.",
    "passkey_required": "Add a passkey first.",
    "passkey_unknown": "There is no such passkey.",
    "reason_required": "The guest is to be told why.",
    "recovery_unknown": "This code is none, or was used already.",
    "rule_refused": "This rule cannot be used.",
    "rule_unknown": "There is no such rule.",
    "staff_required": "This is for the team.",
    "staff_unknown": "There is no such person in the team.",
    "status_refused": "The rule cannot go from its present status to that one.",
    "too_many_passkeys": "There are ten passkeys already.",
    "too_many_rooms_watched": "One person watches six rooms at most.",
    "too_many_rules": "There are too many rules or patterns already.",
    "undo_too_late": "A decision is taken back within ten seconds; afterwards it is undone with a reason.",
    "vouch_over": "This was confirmed, used, or taken back already, or its time is over.",
    "vouch_unknown": "There is no such vouch.",
    "warning_first": "A suspension of more than a day comes after a warning, except for danger.",
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
                found,
                rule=error.rule,
                words=error.words,
                reason=error.reason,
                explanation=error.explanation,
                sanction=sanction_info(error.sanction) if error.sanction else None,
                challenge=error.challenge,
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
