"""Routes of the files a page loads, and of what browsers and robots ask for by themselves."""

from pathlib import Path
from typing import cast

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from palabre.http.assets import Asset, Assets
from palabre.http.compression import accepts_brotli, accepts_gzip
from palabre.http.problems import problem, problem_response
from palabre.http.visit import AnyRequest, found_in

# The name holds a digest of the content: what is cached can never be out of date.
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ICON = Path(__file__).parent / "icon.svg"
ROBOTS = "User-agent: *\nDisallow: /\n"


@get("/assets/{name:str}", include_in_schema=False)
async def asset(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """A file of the built client."""
    found = cast(Assets, found_in(request, "assets")).read(name)
    if found is None:
        raise NotFoundException
    return asset_response(found, request.headers.get("accept-encoding", ""))


def asset_response(found: Asset, accept_encoding: str) -> Response[bytes]:
    """The smallest form the client can unpack."""
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    body = found.plain
    if found.brotli is not None and accepts_brotli(accept_encoding):
        body, headers["Content-Encoding"] = found.brotli, "br"
    elif found.gzipped is not None and accepts_gzip(accept_encoding):
        body, headers["Content-Encoding"] = found.gzipped, "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


@get(["/favicon.ico", "/icon.svg"], include_in_schema=False)
async def icon() -> Response[bytes]:
    """The tree."""
    return Response(ICON.read_bytes(), media_type="image/svg+xml", headers={"Cache-Control": A_DAY})


@get("/robots.txt", include_in_schema=False)
async def robots() -> Response[str]:
    """Nothing here is for a search engine: messages live for hours."""
    return Response(ROBOTS, media_type=MediaType.TEXT, headers={"Cache-Control": A_DAY})


@get("/ws", include_in_schema=False)
async def not_a_websocket() -> Response[bytes]:
    """The live edge answers `/ws` before this application does; what comes here is no WebSocket."""
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    return problem_response(problem(426, "upgrade_required", "This address speaks WebSocket only."), upgrade)


ROUTES = (asset, icon, robots, not_a_websocket)
