"""Inspection: what can be wrong with a screen, whatever it shows."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.e2e.scenes.look import Look
from tests.e2e.scenes.visit import Shown

AXE = Path(__file__).parents[3] / "client" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Whatever can be scrolled sideways: the page, or a part of it that lets itself be.
SIDEWAYS = """() => {
  const wide = (element) => element.scrollWidth > element.clientWidth + 1;
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const named = (element) => element.tagName.toLowerCase() + (element.className ? "." + element.className : "");
  const found = [...document.querySelectorAll("body *")].filter((each) => wide(each) && scrolls(each)).map(named);
  return wide(document.documentElement) ? ["html", ...found] : found;
}"""
ENLARGED = """(measure) => {
  const { dataset } = document.documentElement;
  const before = dataset.size;
  dataset.size = "150";
  const found = (0, eval)(measure)();
  if (before === undefined) delete dataset.size; else dataset.size = before;
  return found;
}"""


async def faults_of(shown: Shown, look: Look) -> list[str]:
    """Everything there is to say against a screen; nothing, as a rule."""
    return [
        *await violations(shown.by.page),
        *(f"scrolls sideways: {what}" for what in await sideways(shown.by.page)),
        *(f"at 150 %, scrolls sideways: {what}" for what in await sideways_enlarged(shown.by.page, look)),
        *(f"console: {line}" for line in complaints_of(shown)),
        *(f"asked elsewhere: {address}" for address in shown.by.foreign_requests()),
    ]


@cache
def axe() -> str:
    """The source of axe-core, read once."""
    return AXE.read_text()


async def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands."""
    if not await page.evaluate("'axe' in globalThis"):
        await page.evaluate(axe())
    found: dict[str, Any] = await page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [
        f"axe {rule['id']}: {node['html'][:160]} — {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


async def sideways(page: Page) -> list[str]:
    """What can be scrolled sideways."""
    found: list[str] = await page.evaluate(SIDEWAYS)
    return found


async def sideways_enlarged(page: Page, look: Look) -> list[str]:
    """The same on a phone when the text is half as large again; the page is as before afterwards."""
    if not look.is_narrow:
        return []
    found: list[str] = await page.evaluate(ENLARGED, SIDEWAYS)
    return found


def complaints_of(shown: Shown) -> list[str]:
    """What was written on the console and is not expected here; what was read once is not told again."""
    said, shown.by.complaints[:] = list(shown.by.complaints), []
    return [line for line in said if not shown.console or not re.search(shown.console, line)]
