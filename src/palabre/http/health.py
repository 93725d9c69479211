"""Routes for those who watch over the process: health, readiness, figures."""

import re

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException

from palabre.gateway.edge import FORWARDING, host_name, is_loopback_name
from palabre.http.problems import problem, problem_response
from palabre.http.visit import AnyRequest, admission_of, parts_of

METRICS_TYPE = "text/plain; version=0.0.4"
NOT_A_METRIC = re.compile(r"[^a-zA-Z0-9_:]")


@get("/healthz", include_in_schema=False)
async def healthz(request: AnyRequest) -> Response[str] | Response[bytes]:
    """200 only when a guest can enter now."""
    return verdict(await parts_of(request).health.can_enter())


@get("/readyz", include_in_schema=False)
async def readyz(request: AnyRequest) -> Response[str] | Response[bytes]:
    """200 until the process is told to stop."""
    return verdict(not parts_of(request).health.stopping)


@get("/metrics", include_in_schema=False)
async def metrics(request: AnyRequest) -> Response[str]:
    """Figures in Prometheus's text format, for this machine only; to anyone else the page does not exist."""
    if not is_from_this_machine(request):
        raise NotFoundException
    figures = sorted(parts_of(request).health.metrics().items())
    lines = [f"{NOT_A_METRIC.sub('_', name)} {value:.17g}\n" for name, value in figures]
    return Response("".join(lines), media_type=METRICS_TYPE)


def verdict(is_well: bool) -> Response[str] | Response[bytes]:
    if is_well:
        return Response("ok\n", media_type=MediaType.TEXT)
    return problem_response(problem(503, "unavailable", "Guests cannot enter now.", retry_after=1.0))


def is_from_this_machine(request: AnyRequest) -> bool:
    """Judged on the real peer: a proxy on this machine brings strangers, and says so in its headers."""
    peer = request.scope["client"]
    if peer is None or not is_loopback_name(peer[0]):
        return False
    forwarded = any(name.lower() in FORWARDING or name.lower() == b"via" for name, _ in request.scope["headers"])
    return not forwarded and is_loopback_name(host_name(admission_of(request).host))


ROUTES = (healthz, readyz, metrics)
