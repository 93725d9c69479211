"""Route of `/api/hidden`: whom a guest hides."""

from litestar import get

from palabre.http.documented import session_needed, told
from palabre.http.visit import AnyRequest, page_key_of, parts_of, required_session
from palabre.protocol.resources import HiddenGuests, HiddenList


@get(
    "/api/hidden",
    summary="Whom one hides",
    operation_id="listHidden",
    security=session_needed(),
    responses=told(401, 503),
)
async def list_hidden(request: AnyRequest) -> HiddenList:
    """Room by room, each guest under the name they had when they were hidden; for adult rooms with the page key."""
    session = await required_session(request)
    reading, page_key = parts_of(request).rooms.reading, page_key_of(request)
    rooms = await parts_of(request).guests.hidden.list(session.id)
    shown = ((slug, people) for slug, people in rooms if reading.shows(slug, session, page_key))
    return HiddenList(rooms=tuple(HiddenGuests(room=slug, people=tuple(people)) for slug, people in shown))


ROUTES = (list_hidden,)
