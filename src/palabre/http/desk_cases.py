"""Routes of `/api/desk/cases`: looking at a case, taking it, handing it over."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import PathParameter

from palabre.http.documented import staff_needed, told
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.desk_cases import DeskCase

CaseId = Annotated[str, PathParameter(max_length=64, description="The case's id.")]
CHANGING = told(400, 401, 403, 404, 409, 503)


@get(
    "/api/desk/cases/{case_id:str}",
    summary="A case",
    operation_id="deskCase",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def desk_case(request: AnyRequest, case_id: CaseId) -> DeskCase:
    """With its evidence, and what was reported, not by whom. That one looked is recorded."""
    team, member = team_of(request), await staff_of(request)
    return await team.views.told(member, await team.casework.look(member, case_id))


@post(
    "/api/desk/cases/{case_id:str}/claim",
    status_code=204,
    summary="Take a case",
    operation_id="claimCase",
    security=staff_needed(),
    responses=CHANGING,
)
async def claim(request: AnyRequest, case_id: CaseId) -> Response[None]:
    """409 `claimed_already` says who has it."""
    team = team_of(request)
    await team.casework.claim(await staff_of(request), case_id)
    await team.urgency.settle()
    return Response(None, status_code=204)


@post(
    "/api/desk/cases/{case_id:str}/release",
    status_code=204,
    summary="Hand a case over",
    operation_id="releaseCase",
    security=staff_needed(),
    responses=CHANGING,
)
async def release(request: AnyRequest, case_id: CaseId) -> Response[None]:
    """No reason is asked."""
    await team_of(request).casework.release(await staff_of(request), case_id)
    return Response(None, status_code=204)


@post(
    "/api/desk/cases/{case_id:str}/acknowledge",
    status_code=204,
    summary="Say that one has seen an urgent case",
    operation_id="acknowledgeCase",
    security=staff_needed(),
    responses=CHANGING,
)
async def acknowledge(request: AnyRequest, case_id: CaseId) -> Response[None]:
    """Nobody else is called; a room that was paused for it opens again."""
    team = team_of(request)
    await team.casework.acknowledge(await staff_of(request), case_id)
    await team.urgency.settle()
    return Response(None, status_code=204)


@post(
    "/api/desk/cases/{case_id:str}/close",
    status_code=204,
    summary="Close a decided case",
    operation_id="closeCase",
    security=staff_needed(),
    responses=CHANGING,
)
async def close(request: AnyRequest, case_id: CaseId) -> Response[None]:
    """Its evidence is erased six months later."""
    await team_of(request).casework.close(await staff_of(request), case_id)
    return Response(None, status_code=204)


ROUTES = (desk_case, claim, release, acknowledge, close)
