"""Routes of `/api/desk/vouches`: two of the team say that a guest in front of them is an adult."""

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import PathParameter

from palabre.http.documented import staff_needed, told
from palabre.http.staff import staff_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_vouches import Vouches, VouchInfo
from palabre.services.vouching import Vouching, VouchRow

VouchId = Annotated[str, PathParameter(max_length=64, description="The vouch's id.")]


def vouching_of(request: AnyRequest) -> Vouching:
    return parts_of(request).age.vouching


@get(
    "/api/desk/vouches",
    summary="Whom the team vouched for",
    operation_id="listVouches",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def list_vouches(request: AnyRequest) -> Vouches:
    """Of the last day. Which guest used a code is told to nobody."""
    rows = await vouching_of(request).all(await staff_of(request, using=False))
    return Vouches(tuple(map(info_of, rows)))


@post(
    "/api/desk/vouches",
    summary="Vouch for a guest met in person",
    operation_id="openVouch",
    security=staff_needed(),
    responses=told(400, 401, 403, 503),
)
async def open_vouch(request: AnyRequest) -> Response[VouchInfo]:
    """The code is told once. It works when another of the team has confirmed it, once, within a quarter of an hour."""
    row = await vouching_of(request).open(await staff_of(request))
    return Response(info_of(row), status_code=201, headers={"Cache-Control": "no-store"})


@post(
    "/api/desk/vouches/{vouch_id:str}/second",
    status_code=200,
    summary="Confirm what another of the team vouched for",
    operation_id="secondVouch",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def second_vouch(request: AnyRequest, vouch_id: VouchId) -> VouchInfo:
    """The code works from now on."""
    return info_of(await vouching_of(request).second(await staff_of(request), vouch_id))


@delete(
    "/api/desk/vouches/{vouch_id:str}",
    summary="Take a vouch back",
    operation_id="revokeVouch",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def revoke_vouch(request: AnyRequest, vouch_id: VouchId) -> None:
    """The proof it gave ends at once."""
    await vouching_of(request).revoke(await staff_of(request), vouch_id)


def info_of(row: VouchRow) -> VouchInfo:
    vouch = row.vouch
    return VouchInfo(
        id=vouch.id,
        state=row.state,
        opened_by=f"M-{vouch.opened_by}",
        opened_at=rfc3339(vouch.opened_at_ms),
        expires_at=rfc3339(vouch.expires_at_ms),
        seconded_by=None if vouch.seconded_by is None else f"M-{vouch.seconded_by}",
        mine=row.is_mine,
        code=row.code,
    )


ROUTES = (list_vouches, open_vouch, second_vouch, revoke_vouch)
