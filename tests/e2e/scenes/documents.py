"""Documents: the rules, what is kept, who answers for the place, a missing page, and pages without scripts."""

import re
from collections.abc import AsyncGenerator

from playwright.async_api import Route, expect

from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, Shown


async def the_documents(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        for name in ("rules", "privacy", "legal"):
            await someone.open(f"/{name}")
            await expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
            yield Shown(name, someone, whole=True)
        await someone.open("/nulle-part")
        await expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
        yield Shown("missing-page", someone, console=REFUSED)


async def without_scripts(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    """Axe needs scripts itself: the pages are served as a browser without them reads them."""
    async with theatre.newcomer() as someone:
        await someone.page.route(lambda url: not url.startswith(f"{someone.base}/assets/"), unscripted)
        for name, path in (("lobby-without-scripts", "/"), ("room-without-scripts", "/r/cuisine")):
            await someone.open(path)
            await expect(someone.page.get_by_text("JavaScript").first).to_be_visible()
            yield Shown(name, someone, whole=True)


async def unscripted(route: Route) -> None:
    """The page without its scripts, and with what stands there for those who have none."""
    if not route.request.is_navigation_request():
        await route.continue_()
        return
    response = await route.fetch()
    body = re.sub(r"<script\b.*?</script>|</?noscript>", "", await response.text(), flags=re.DOTALL)
    await route.fulfill(response=response, body=body)
