"""Routes of `/api/desk` that decide: on a case, on what was decided, on an appeal."""

from typing import Annotated, Literal

from litestar import Response, get, post
from litestar.params import JSONBody, PathParameter, QueryParameter

from palabre.domain.moderation.sanction import Sanction
from palabre.http.desk_cases import CaseId
from palabre.http.documented import staff_needed, told
from palabre.http.parts import Court
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_cases import (
    AppealJudgement,
    DecisionMade,
    DecisionRequest,
    DeskGround,
    DeskGrounds,
    ImpactInfo,
    ReversalPreview,
    ReversalRequest,
    SanctionStanding,
)
from palabre.services.permitting import Wish

MAX_BODY_BYTES = 16_384
DecisionId = Annotated[str, PathParameter(max_length=64, description="The decision's id.")]
BanKind = Annotated[Literal["ban", "room_ban"], QueryParameter(description="Which ban one thinks of.")]


def court_of(request: AnyRequest) -> Court:
    return team_of(request).court


@get(
    "/api/desk/grounds",
    summary="What a decision may be founded on",
    operation_id="listGrounds",
    security=staff_needed(),
    responses=told(401, 503),
)
async def list_grounds(request: AnyRequest) -> DeskGrounds:
    """Articles of law, then the rules of the place."""
    await staff_of(request)
    return DeskGrounds(
        tuple(
            DeskGround(
                id=ground.id, kind=ground.kind, label=ground.label, text=ground.text, categories=ground.categories
            )
            for ground in court_of(request).grounds.all
        )
    )


@post(
    "/api/desk/cases/{case_id:str}/decision",
    guards=[json_only],
    request_max_body_size=MAX_BODY_BYTES,
    summary="Decide on a case",
    operation_id="decideCase",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def decide(request: AnyRequest, case_id: CaseId, data: JSONBody[DecisionRequest]) -> DecisionMade:
    """The guest is told at once. 409 `already_decided`, `claimed_already` when somebody was quicker, `confirm_impact`
    when many come from where a ban would leave its mark."""
    wish = Wish(
        sanction=data.sanction,
        ground=data.ground,
        reason=data.reason,
        minutes=data.minutes,
        remove=data.remove,
        note=data.note,
        danger=data.danger,
        confirm=data.confirm,
    )
    sanctioning = court_of(request).sanctioning
    kept = await sanctioning.decide(await staff_of(request), case_id, wish)
    team_of(request).board.turn()
    return DecisionMade(
        decision_id=kept.judgement.id,
        sanction_id=kept.sanction.id if kept.sanction else None,
        undo_until=rfc3339(sanctioning.undo_until_ms(kept)),
    )


@get(
    "/api/desk/cases/{case_id:str}/impact",
    summary="How many guests come from where this one does",
    operation_id="banImpact",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def impact(request: AnyRequest, case_id: CaseId, kind: BanKind = "ban") -> ImpactInfo:
    """In three classes, never exactly: they are asked a challenge, and their first messages are looked at."""
    return ImpactInfo(await court_of(request).sanctioning.impact(await staff_of(request), case_id))


@post(
    "/api/desk/decisions/{decision_id:str}/undo",
    status_code=204,
    summary="Take one's own decision back",
    operation_id="undoDecision",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def undo(request: AnyRequest, decision_id: DecisionId) -> Response[None]:
    """Within ten seconds, without a reason. 409 `undo_too_late` afterwards."""
    await court_of(request).reversing.undo(await staff_of(request), decision_id)
    team_of(request).board.turn()
    return Response(None, status_code=204)


@get(
    "/api/desk/decisions/{decision_id:str}/reversal",
    summary="What a reversal would change",
    operation_id="previewReversal",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def preview(request: AnyRequest, decision_id: DecisionId) -> ReversalPreview:
    """It ends one sanction, and no other."""
    court = court_of(request)
    kept, stays = await court.reversing.preview(await staff_of(request), decision_id)
    ends = kept.standing()
    return ReversalPreview(
        ends=standing_info(court, ends) if ends else None,
        stays=tuple(standing_info(court, sanction) for sanction in stays),
        removed=len(kept.judgement.removed),
    )


@post(
    "/api/desk/decisions/{decision_id:str}/reversal",
    guards=[json_only],
    status_code=204,
    summary="Undo a decision",
    operation_id="reverseDecision",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def reverse(request: AnyRequest, decision_id: DecisionId, data: JSONBody[ReversalRequest]) -> Response[None]:
    """The guest is told at once. 409 `already_reversed`, `appeal_waits`."""
    await court_of(request).reversing.reverse(await staff_of(request), decision_id, data.reason)
    team_of(request).board.turn()
    return Response(None, status_code=204)


@post(
    "/api/desk/cases/{case_id:str}/appeal",
    guards=[json_only],
    status_code=204,
    summary="Answer an appeal",
    operation_id="answerAppeal",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def answer_appeal(request: AnyRequest, case_id: CaseId, data: JSONBody[AppealJudgement]) -> Response[None]:
    """By another person than who decided: 403 `needs_another_person`."""
    await court_of(request).answering.answer(await staff_of(request), case_id, data.outcome, data.reason)
    return Response(None, status_code=204)


def standing_info(court: Court, sanction: Sanction) -> SanctionStanding:
    return SanctionStanding(
        id=sanction.id,
        kind=sanction.kind,
        room=court.reasons.handle(sanction.room_id),
        until=None if sanction.until_ms is None else rfc3339(sanction.until_ms),
    )


ROUTES = (list_grounds, decide, impact, undo, preview, reverse, answer_appeal)
