"""Routes of what an instance wears when its configuration says so: the stylesheet of its theme, and its logo."""

from typing import cast

from litestar import Response, get
from litestar.exceptions import NotFoundException

from palabre.http.look import Look
from palabre.http.visit import AnyRequest, found_in

# Their addresses hold a digest of the content.
A_DAY = "public, max-age=86400"
# An SVG opened by itself is a page: it may hold a style, and nothing of it may run or act for this origin.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@get("/theme.css", include_in_schema=False)
async def theme(request: AnyRequest) -> Response[bytes]:
    """The tokens the configuration changes."""
    found = look_of_app(request).theme
    if found is None:
        raise NotFoundException
    return Response(found, media_type="text/css", headers={"Cache-Control": A_DAY})


@get("/logo", include_in_schema=False)
async def logo(request: AnyRequest) -> Response[bytes]:
    """The operator's logo, which pages show as an image."""
    found = look_of_app(request).logo
    if found is None:
        raise NotFoundException
    headers = {"Cache-Control": A_DAY, "Content-Security-Policy": LOGO_POLICY}
    return Response(found.content, media_type=found.media_type, headers=headers)


def look_of_app(request: AnyRequest) -> Look:
    return cast(Look, found_in(request, "look"))


ROUTES = (theme, logo)
