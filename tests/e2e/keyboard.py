"""A keyboard, and nothing else: where the focus is, that it is seen, and what is heard."""

import re

from playwright.async_api import Locator, expect

from tests.e2e.guests import BrowserGuest

MOST_TABS = 60
# The ring around what has the focus: its own, or that of the box or card that takes it in its place. In CSS pixels.
RING = """() => {
  const around = (element, part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
    return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
  };
  let element = document.activeElement;
  let widest = 0;
  for (let up = 0; element && up < 3; up += 1, element = element.parentElement)
    widest = Math.max(widest, around(element), around(element, "::after"));
  return widest;
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const text = (id) => document.getElementById(id)?.textContent ?? "";
  const labelled = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  const role = element.getAttribute("role") ?? element.tagName.toLowerCase();
  return `${role} ${(labelled ?? element.textContent).trim().replaceAll(/\\s+/g, " ")}`;
}"""


class Keyboard:
    """Someone who never touches a mouse; every step ends where the focus is seen."""

    def __init__(self, guest: BrowserGuest) -> None:
        self.guest = guest
        self.page = guest.page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def write(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Tab until the target has the focus, and see that it does."""
        for _ in range(MOST_TABS):
            await self.press(key)
            if await target.count() and await target.first.evaluate("element => element === document.activeElement"):
                await self.is_on(target)
                return
        raise AssertionError(f"{target} is not reached with {key}; the focus is on {await self.focused()}")

    async def arrow_to(self, message: Locator) -> None:
        """Into the timeline, to its end, then up to this message."""
        for _ in range(MOST_TABS):
            if (await self.focused()).startswith("article"):
                break
            await self.press("Shift+Tab")
        await self.press("End")
        await expect(self.guest.articles.last).to_be_focused()
        for _ in range(await self.guest.articles.count()):
            if await message.evaluate("element => element === document.activeElement"):
                break
            await self.press("ArrowUp")
        await self.is_on(message)

    async def is_on(self, target: Locator) -> None:
        """The target has the focus, and a ring of 2 px at least says so."""
        await expect(target).to_be_focused()
        ring = await self.page.evaluate(RING)
        assert ring >= 2, f"the focus on {await self.focused()} is not seen: {ring} px"

    async def focused(self) -> str:
        """Role and name of what has the focus."""
        return str(await self.page.evaluate(FOCUSED))

    async def hears(self, text: str | re.Pattern[str]) -> None:
        """A live region says so."""
        region = self.page.locator("[role=status], [role=alert], [aria-live=polite]").filter(has_text=text)
        await expect(region).not_to_have_count(0)

    async def tab_order(self) -> list[str]:
        """Everything Tab stops at, from the top of the page to its end."""
        await self.page.evaluate("document.activeElement?.blur()")
        order: list[str] = []
        for _ in range(MOST_TABS):
            await self.press("Tab")
            name = await self.focused()
            if name == "" or name in order[:1]:
                return order
            assert await self.page.evaluate(RING) >= 2, f"no ring on {name}"
            order.append(name)
        raise AssertionError(f"Tab never comes back: {order}")
