"""Our own origin, as what is signed for us must name it: from the configuration, never from a header alone."""

import re

from litestar.exceptions import HTTPException

from palabre.gateway.edge import host_name
from palabre.http.visit import AnyRequest, admission_of, parts_of

# The edge admitted the name; what follows it is looked at here.
AUTHORITY = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


def origin_of(request: AnyRequest) -> str:
    """In public, https and one of the configured names; in the demo, this machine as the browser calls it.

    Raises HTTPException 400 for an authority that is none.
    """
    admitted = admission_of(request)
    if parts_of(request).site.mode == "public":
        return f"https://{host_name(admitted.host)}"
    authority = admitted.host.lower()
    if not AUTHORITY.fullmatch(authority):
        raise HTTPException(status_code=400)
    return f"{'https' if admitted.secure else 'http'}://{authority}"
