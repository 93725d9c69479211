"""Writes the OpenAPI description of the JSON routes from the routes themselves: `python -m palabre.http.schema`."""

import json

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Reference, SecurityScheme

from palabre import __version__
from palabre.http.app import JSON_ROUTES
from palabre.http.description import FILE
from palabre.http.documented import SESSION_SCHEME, STAFF_SCHEME
from palabre.http.staff import STAFF_COOKIE
from palabre.http.visit import SESSION_COOKIE


def describe() -> str:
    """The description, as it must stand in `openapi.json`."""
    schemes: dict[str, SecurityScheme | Reference] = {
        scheme: SecurityScheme(type="apiKey", name=cookie, security_scheme_in="cookie")
        for scheme, cookie in ((SESSION_SCHEME, SESSION_COOKIE), (STAFF_SCHEME, STAFF_COOKIE))
    }
    config = OpenAPIConfig(
        title="Palabre",
        version=__version__,
        description="JSON routes of a Palabre instance. Errors are problems (RFC 9457) with a stable `code`.",
        components=Components(security_schemes=schemes),
        render_plugins=[JsonRenderPlugin()],
        use_handler_docstrings=True,
    )
    app = Litestar(JSON_ROUTES, openapi_config=config, logging_config=None)
    schema = app.openapi_schema.to_schema()
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"].get("204", {}).pop("content", None)  # nothing follows, not even `null`
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(describe(), encoding="utf-8")
