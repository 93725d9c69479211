"""Routes of `/api/age`: how one's age can be proved here, attempts to, and ending it."""

from typing import Annotated

import msgspec
from litestar import Response, delete, get, post
from litestar.params import JSONBody, PathParameter

from palabre.domain.age_attempt import Attempt
from palabre.http.age_origin import origin_of
from palabre.http.age_picture import picture_of
from palabre.http.documented import session_needed, told
from palabre.http.parts import Age
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, admission_of, parts_of, required_session, session_of
from palabre.protocol.age import (
    MAX_BROWSER_ANSWER,
    AgeMethod,
    AgeStanding,
    AttemptBegun,
    AttemptInfo,
    AttemptRequest,
    BrowserAnswer,
    BrowserAsk,
    CodeTyped,
    MethodKind,
    Nothing,
    ResponseCode,
)
from palabre.protocol.conversion import rfc3339
from palabre.services.asking import Asked

AttemptId = Annotated[str, PathParameter(max_length=64, description="The attempt's id, told when it began.")]


def age_of(request: AnyRequest) -> Age:
    return parts_of(request).age


@get("/api/age", summary="How one's age can be proved here", operation_id="ageStanding", responses=told(503))
async def standing(request: AnyRequest) -> AgeStanding:
    """And whether this session did. Without one, nothing is proven."""
    age, session = age_of(request), await session_of(request)
    until_ms = age.proving.until_ms(session.id) if session else None
    return AgeStanding(
        can=age.ways.can_be_given(),
        proven=until_ms is not None,
        until=None if until_ms is None else rfc3339(until_ms),
        methods=tuple(AgeMethod(info.name, info.kind, info.label) for info in age.proving.methods()),
    )


@post(
    "/api/age/attempts",
    guards=[json_only],
    summary="Begin to prove one's age",
    operation_id="beginAgeAttempt",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 413, 415, 429, 503),
)
async def begin(request: AnyRequest, data: JSONBody[AttemptRequest]) -> Response[AttemptBegun]:
    """Ten minutes, single use; it ends the one this session had open."""
    session, age, origin = await required_session(request), age_of(request), origin_of(request)
    prefix = admission_of(request).prefix
    asked = await age.asking.begin(session, data.method, data.key, prefix=prefix, device=data.device, origin=origin)
    kind = kind_of(request, data.method)
    return Response(begun_of(asked, kind, site=origin.partition("://")[2]), status_code=201)


@get(
    "/api/age/attempts/{attempt_id:str}",
    summary="How an attempt stands",
    operation_id="ageAttempt",
    security=session_needed(),
    responses=told(400, 401, 404, 503),
)
async def attempt(request: AnyRequest, attempt_id: AttemptId) -> AttemptInfo:
    """Only the session that began it is told."""
    return await info_of(request, attempt_id)


@post(
    "/api/age/attempts/{attempt_id:str}/code",
    guards=[json_only],
    status_code=200,
    summary="Type a code back",
    operation_id="typeAgeCode",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
)
async def code(request: AnyRequest, attempt_id: AttemptId, data: JSONBody[CodeTyped]) -> AttemptInfo:
    """The one the other device shows, or the team gave. 422 `code_wrong` says how many of three tries are left."""
    session = await required_session(request)
    await age_of(request).proving.code(session.id, attempt_id, data.code.strip())
    return await info_of(request, attempt_id)


@post(
    "/api/age/attempts/{attempt_id:str}/complete",
    guards=[json_only],
    status_code=200,
    summary="Bring back what the wallet or the provider gave",
    operation_id="completeAgeAttempt",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def complete(request: AnyRequest, attempt_id: AttemptId, data: JSONBody[ResponseCode]) -> AttemptInfo:
    """In the browser that began."""
    session = await required_session(request)
    await age_of(request).proving.complete(session.id, attempt_id, response_code=data.response_code)
    return await info_of(request, attempt_id)


@post(
    "/api/age/attempts/{attempt_id:str}/presentation",
    guards=[json_only],
    status_code=200,
    request_max_body_size=MAX_BROWSER_ANSWER + 1_000,
    summary="Bring what a wallet gave through this browser",
    operation_id="presentAge",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 429, 503),
)
async def presentation(request: AnyRequest, attempt_id: AttemptId, data: JSONBody[BrowserAnswer]) -> AttemptInfo:
    """It is proven at once, or refused with its reason: the browser that asked is the one that brings it."""
    session, age = await required_session(request), age_of(request)
    age.allowances.answer_age(admission_of(request).prefix)
    await age.asking.presented(session.id, attempt_id, data.response)
    return await info_of(request, attempt_id)


@delete(
    "/api/age/attempts/{attempt_id:str}",
    summary="Give an attempt up",
    operation_id="cancelAgeAttempt",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def cancel(request: AnyRequest, attempt_id: AttemptId) -> None:
    """It can be answered no more."""
    age_of(request).proving.cancel((await required_session(request)).id, attempt_id)


@post(
    "/api/age/end",
    guards=[json_only],
    status_code=204,
    summary="End one's own proof",
    operation_id="endOwnProof",
    security=session_needed(),
    responses=told(400, 401, 403, 413, 415, 503),
)
async def end(request: AnyRequest, data: JSONBody[Nothing]) -> Response[None]:
    """At once, in every tab."""
    del data
    await age_of(request).proving.end((await required_session(request)).id)
    return Response(None, status_code=204)


def begun_of(asked: Asked, kind: MethodKind, *, site: str) -> AttemptBegun:
    """What carries an attempt on, with pictures where another device does."""
    # A page cannot be scanned by the demo's wallet, which is one.
    scanned = asked.link if asked.page and kind == "wallet" else None
    return AttemptBegun(
        **msgspec.structs.asdict(told_of(asked.attempt)),
        kind=kind,
        site=site,
        link=asked.link,
        browser=BrowserAsk(asked.browser.protocol, asked.browser.data) if asked.browser else None,
        page=asked.page,
        qr=picture_of(asked.page) if asked.page else None,
        wallet_qr=picture_of(scanned, dense=True) if scanned else None,
    )


async def info_of(request: AnyRequest, attempt_id: str) -> AttemptInfo:
    session = await required_session(request)
    return told_of(age_of(request).proving.of(session.id, attempt_id))


def told_of(attempt: Attempt) -> AttemptInfo:
    """What is told of every attempt."""
    return AttemptInfo(
        id=attempt.id,
        method=attempt.method,
        state=attempt.state,
        reason=attempt.refusal,
        needs=attempt.needs(),
        tries_left=attempt.tries_left,
        expires_at=rfc3339(attempt.expires_at_ms),
    )


def kind_of(request: AnyRequest, name: str) -> MethodKind:
    return next(info.kind for info in age_of(request).proving.methods() if info.name == name)


ROUTES = (standing, begin, attempt, code, complete, presentation, cancel, end)
