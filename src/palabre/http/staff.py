"""What a desk route may ask of the request at hand: whose sign-in it carries, and the team's services."""

from litestar.datastructures import Cookie

from palabre.domain.staff import STAFF_MAX_AGE_MS, Staff
from palabre.http.parts import Team
from palabre.http.visit import AnyRequest, needs_secure_cookie, parts_of

STAFF_COOKIE = "palabre_staff"
STAFF_COOKIE_S = STAFF_MAX_AGE_MS // 1000


def team_of(request: AnyRequest) -> Team:
    """The services of the desk."""
    return parts_of(request).team


async def staff_of(request: AnyRequest, *, using: bool = True) -> Staff:
    """The member of staff of the request's cookie; raises DeskRefusal `staff_required`.

    `using` says that a person did something: what the desk asks by itself keeps nobody signed in.
    """
    return await team_of(request).staffing.find(request.cookies.get(STAFF_COOKIE), using=using)


def staff_cookie(request: AnyRequest, value: str, max_age_s: int) -> Cookie:
    """The sign-in, which no script reads and no other site's page sends; `max_age_s` 0 makes the browser forget it."""
    return Cookie(
        key=STAFF_COOKIE,
        value=value,
        max_age=max_age_s,
        path="/",
        httponly=True,
        samesite="strict",
        secure=needs_secure_cookie(request),
    )
