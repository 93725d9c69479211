"""Route of `/api/hidden`: whom a guest hides."""

from litestar import get

from palabre.http.documented import session_needed, told
from palabre.http.visit import AnyRequest, parts_of, required_session
from palabre.protocol.resources import HiddenGuests, HiddenList


@get(
    "/api/hidden",
    summary="Whom one hides",
    operation_id="listHidden",
    security=session_needed(),
    responses=told(401, 503),
)
async def list_hidden(request: AnyRequest) -> HiddenList:
    """Room by room, each guest under the name they had when they were hidden."""
    session = await required_session(request)
    rooms = await parts_of(request).guests.hidden.list(session.id)
    return HiddenList(rooms=tuple(HiddenGuests(room=slug, people=tuple(people)) for slug, people in rooms))


ROUTES = (list_hidden,)
