"""Routes of `/api/desk/people`: who is of the team, and who may come in."""

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import JSONBody, PathParameter

from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_people import People, Person, PersonInvited, PersonRequest
from palabre.services.appointing import Invited

MAX_NUMBER_OF_STAFF = 2**31 - 1
Number = Annotated[int, PathParameter(ge=1, le=MAX_NUMBER_OF_STAFF, description="The number in `M-3`.")]


@get(
    "/api/desk/people",
    summary="Who is of the team",
    operation_id="listPeople",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def list_people(request: AnyRequest) -> People:
    """Names are for the team; guests are told a number."""
    member = await staff_of(request)
    slugs = {room.id: room.slug for room in parts_of(request).rooms.directory.all()}
    return People(
        tuple(
            Person(
                number=each.number,
                name=each.name,
                role=each.role,
                rooms=None if each.rooms is None else tuple(slugs[id] for id in sorted(each.rooms) if id in slugs),
                passkeys=keys,
                me=each.number == member.number,
            )
            for each, keys in await team_of(request).people.appointing.people(member)
        )
    )


@post(
    "/api/desk/people",
    guards=[json_only],
    summary="Invite somebody",
    operation_id="invitePerson",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 413, 415, 503),
)
async def invite_person(request: AnyRequest, data: JSONBody[PersonRequest]) -> Response[PersonInvited]:
    """An owner only, who showed of late that it is they. The address is told once, works once, for a day."""
    owner, team = await staff_of(request), team_of(request)
    rooms = None if data.rooms is None else frozenset(room.id for room in team.rounds.find([*data.rooms]))
    return invited(await team.people.appointing.invite(owner, data.name, data.role, rooms))


@post(
    "/api/desk/people/{number:int}/link",
    summary="Invite somebody again who lost every key",
    operation_id="invitePersonAgain",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def invite_person_again(request: AnyRequest, number: Number) -> Response[PersonInvited]:
    """Their old keys, codes and sign-ins end at once."""
    return invited(await team_of(request).people.appointing.invite_again(await staff_of(request), number))


@delete(
    "/api/desk/people/{number:int}",
    summary="Remove somebody",
    operation_id="removePerson",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def remove_person(request: AnyRequest, number: Number) -> None:
    """Every way in ends at once; what they did stays told under their number."""
    team = team_of(request)
    team.covering.leave(await team.people.appointing.remove(await staff_of(request), number))


def invited(found: Invited) -> Response[PersonInvited]:
    person = PersonInvited(number=found.member.number, token=found.token, expires_at=rfc3339(found.expires_ms))
    return Response(person, status_code=201)


ROUTES = (list_people, invite_person, invite_person_again, remove_person)
