"""Route of the OpenAPI description of the JSON routes: a committed file that `schema.py` writes."""

from pathlib import Path

from litestar import Response, get

FILE = Path(__file__).parent / "openapi.json"


@get("/api/openapi.json", include_in_schema=False)
async def openapi() -> Response[bytes]:
    """The description, as committed."""
    return Response(FILE.read_bytes(), media_type="application/json")


ROUTES = (openapi,)
