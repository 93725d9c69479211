"""Route of `/api/conversations`: what was said in one, to keep."""

from typing import Annotated

from litestar import Response, post
from litestar.params import PathParameter

from palabre.http.documented import session_needed, told
from palabre.http.visit import AnyRequest, page_key_of, parts_of, required_session

Slug = Annotated[str, PathParameter(max_length=40, description="The conversation.")]


@post(
    "/api/conversations/{slug:str}/transcript",
    status_code=200,
    summary="What was said in a conversation, as a file",
    operation_id="transcript",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 429, 503),
)
async def transcript(request: AnyRequest, slug: Slug) -> Response[str]:
    """Text with the id and the time of each message, and a code by which the operator knows an unaltered file."""
    session = await required_session(request)
    file = await parts_of(request).rooms.transcribing.transcribe(slug, session, page_key_of(request))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="palabre.txt"'}
    return Response(file, media_type="text/plain; charset=utf-8", headers=headers)


ROUTES = (transcript,)
