"""Routes of `/api/private-rooms` and `/api/invitations`: rooms entered by invitation, and those invitations."""

from typing import Annotated

from litestar import Response, delete, get, patch, post
from litestar.params import JSONBody, PathParameter

from palabre.domain.invitation import Invitation
from palabre.http.age_origin import origin_of
from palabre.http.documented import session_needed, told
from palabre.http.parts import PrivateRoomParts
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, admission_of, page_key_of, parts_of, required_session, session_of
from palabre.protocol.conversion import rfc3339
from palabre.protocol.private_rooms import (
    InvitationCode,
    InvitationEntry,
    InvitationInfo,
    InvitationMade,
    InvitationPreview,
    InvitationRequest,
    Invitations,
    PrivateRoomChange,
    PrivateRoomInfo,
    PrivateRoomMade,
    PrivateRoomRequest,
    PrivateRooms,
    RemovalRequest,
)
from palabre.services.inviting import band_of

Slug = Annotated[str, PathParameter(max_length=40, description="The room's slug.")]
Tag = Annotated[str, PathParameter(max_length=64, description="The member's tag there.")]
InvitationId = Annotated[str, PathParameter(max_length=64, description="The invitation's id.")]


def private_of(request: AnyRequest) -> PrivateRoomParts:
    return parts_of(request).private


@get(
    "/api/private-rooms",
    summary="The private rooms one is in",
    operation_id="listPrivateRooms",
    security=session_needed(),
    responses=told(401, 503),
)
async def list_rooms(request: AnyRequest) -> PrivateRooms:
    """And those one was in within a day: what one was shown there can still be reported."""
    return await private_of(request).belonging.mine(await required_session(request))


@post(
    "/api/private-rooms",
    guards=[json_only],
    summary="Make a private room",
    operation_id="makePrivateRoom",
    security=session_needed(),
    responses=told(400, 401, 403, 409, 413, 415, 422, 503),
)
async def make_room(request: AnyRequest, data: JSONBody[PrivateRoomRequest]) -> Response[PrivateRoomMade]:
    """For proven adults, three each."""
    session = await required_session(request)
    room = await private_of(request).founding.found(session, data.name, adult=data.adult)
    return Response(PrivateRoomMade(slug=room.slug, name=room.settings.name), status_code=201)


@get(
    "/api/private-rooms/{slug:str}",
    summary="A private room one is in",
    operation_id="privateRoom",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def room_info(request: AnyRequest, slug: Slug) -> PrivateRoomInfo:
    """With who is in it."""
    return private_of(request).hosting.info(slug, await required_session(request), page_key_of(request))


@patch(
    "/api/private-rooms/{slug:str}",
    guards=[json_only],
    summary="Change a private room",
    operation_id="changePrivateRoom",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def change_room(request: AnyRequest, slug: Slug, data: JSONBody[PrivateRoomChange]) -> PrivateRoomInfo:
    """By its owner."""
    session = await required_session(request)
    return await private_of(request).hosting.change(
        slug, session, page_key_of(request), name=data.name, slow_seconds=data.slow_seconds
    )


@delete(
    "/api/private-rooms/{slug:str}",
    summary="Close a private room",
    operation_id="closePrivateRoom",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def close_room(request: AnyRequest, slug: Slug) -> None:
    """By its owner, for everyone in it."""
    await private_of(request).hosting.close(slug, await required_session(request), page_key_of(request))


@post(
    "/api/private-rooms/{slug:str}/members/{tag:str}/removal",
    guards=[json_only],
    status_code=204,
    summary="Remove somebody from a private room",
    operation_id="removeMember",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def remove_member(request: AnyRequest, slug: Slug, tag: Tag, data: JSONBody[RemovalRequest]) -> None:
    """By its owner; they are told why, and do not come back by the same invitation. From nowhere else."""
    session = await required_session(request)
    await private_of(request).hosting.remove(slug, session, page_key_of(request), tag, data.reason)


@post(
    "/api/private-rooms/{slug:str}/leave",
    status_code=204,
    summary="Leave a private room",
    operation_id="leavePrivateRoom",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def leave_room(request: AnyRequest, slug: Slug) -> None:
    """It goes on without one."""
    await private_of(request).hosting.leave(slug, await required_session(request))


@post(
    "/api/private-rooms/{slug:str}/invitations",
    guards=[json_only],
    summary="Invite to a private room",
    operation_id="invite",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 503),
)
async def invite(request: AnyRequest, slug: Slug, data: JSONBody[InvitationRequest]) -> Response[InvitationMade]:
    """By its owner. The link is told once."""
    session = await required_session(request)
    invitation, code = await private_of(request).inviting.invite(
        slug, session, page_key_of(request), hours=data.hours, uses=data.uses
    )
    made = InvitationMade(
        id=invitation.id,
        link=f"{origin_of(request)}/invitation#{code}",
        expires_at=rfc3339(invitation.expires_ms),
        uses=invitation.uses,
    )
    return Response(made, status_code=201, headers={"Cache-Control": "no-store"})


@get(
    "/api/private-rooms/{slug:str}/invitations",
    summary="The invitations to a private room",
    operation_id="listInvitations",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def list_invitations(request: AnyRequest, slug: Slug) -> Invitations:
    """For its owner, the latest first, without their codes."""
    inviting = private_of(request).inviting
    found = await inviting.list(slug, await required_session(request), page_key_of(request))
    return Invitations(invitations=tuple(info_of(invitation, inviting.now_ms()) for invitation in found))


@delete(
    "/api/private-rooms/{slug:str}/invitations/{invitation_id:str}",
    summary="Revoke an invitation",
    operation_id="revokeInvitation",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def revoke(request: AnyRequest, slug: Slug, invitation_id: InvitationId) -> None:
    """By its room's owner: nobody comes in by it any more."""
    session = await required_session(request)
    await private_of(request).inviting.revoke(slug, session, page_key_of(request), invitation_id)


@post(
    "/api/invitations",
    guards=[json_only],
    status_code=200,
    summary="What an invitation leads to",
    operation_id="lookAtInvitation",
    responses=told(400, 403, 404, 413, 415, 429, 503),
)
async def look(request: AnyRequest, data: JSONBody[InvitationCode]) -> InvitationPreview:
    """404 `invitation_ended` for whatever reason one cannot come in by it."""
    private, session = private_of(request), await session_of(request)
    private.allowances.enter(admission_of(request).prefix)
    room = await private.accepting.look(data.code, session)
    return InvitationPreview(
        name=room.settings.name,
        members=band_of(private.roll.count(room)),
        adult=room.settings.kind == "adult",
        opened=room.opened,
    )


@post(
    "/api/invitations/enter",
    guards=[json_only],
    status_code=200,
    summary="Come in by an invitation",
    operation_id="enterByInvitation",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
)
async def enter(request: AnyRequest, data: JSONBody[InvitationEntry]) -> PrivateRoomMade:
    """One is a member from now on, under this nickname there."""
    private, session = private_of(request), await required_session(request)
    private.allowances.enter(admission_of(request).prefix)
    room = await private.accepting.enter(data.code, data.nickname, session)
    return PrivateRoomMade(slug=room.slug, name=room.settings.name)


def info_of(invitation: Invitation, now_ms: int) -> InvitationInfo:
    return InvitationInfo(
        id=invitation.id,
        created_at=rfc3339(invitation.created_ms),
        expires_at=rfc3339(invitation.expires_ms),
        uses=invitation.uses,
        uses_left=invitation.uses_left,
        good=invitation.is_good(now_ms),
    )


ROUTES = (
    list_rooms,
    make_room,
    room_info,
    change_room,
    close_room,
    remove_member,
    leave_room,
    invite,
    list_invitations,
    revoke,
    look,
    enter,
)
