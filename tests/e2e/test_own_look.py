"""A place that wears its own colours and logo, in a browser: they are worn, and a script in the logo does nothing."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.tools.server import running_server

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" onload="ran()">
<style>circle { fill: #1f4fa3 }</style><circle cx="16" cy="16" r="14"/>
<script>function ran() { document.documentElement.setAttribute("data-ran", "yes") } ran();</script></svg>"""
CONFIGURATION = """
[instance]
name = "Radio Bruyère"
welcome = "Le salon des auditeurs, ouvert pendant l’émission."

[appearance]
accent = "#1f4fa3"
logo = "logo.svg"
"""
BLUE = "rgb(31, 79, 163)"


async def test_a_place_wears_its_own_colours_and_a_logo_that_can_do_nothing(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "logo.svg").write_text(LOGO)
    (tmp_path / "palabre.toml").write_text(CONFIGURATION)
    options = ["--config", str(tmp_path / "palabre.toml")]
    async with running_server(tmp_path / "data", options=options) as place, guest(browser, place.url) as ana:
        await ana.open("/")
        await expect(ana.page.get_by_text("Le salon des auditeurs")).to_be_visible()
        logo = ana.page.locator("header img")
        await expect(logo).to_have_js_property("complete", True)
        assert await logo.evaluate("image => image.naturalWidth") > 0
        accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
        assert await ana.page.evaluate(accent) == "#1f4fa3"
        await ana.open("/rules")
        assert await ana.page.evaluate(accent) == "#1f4fa3"
        assert ana.complaints == []
        await ana.open("/logo")
        drawn = ana.page.locator("circle")
        assert await drawn.evaluate("circle => getComputedStyle(circle).fill") == BLUE
        assert await ana.page.evaluate("document.documentElement.getAttribute('data-ran')") is None
