"""Draws the icons of src/palabre/http/icons from the tree, with Chromium: `.venv/bin/python -m scripts.icons`."""

import asyncio
from pathlib import Path
from typing import NamedTuple

from tests.tools.chromium import running_chromium

HTTP = Path(__file__).parents[1] / "src/palabre/http"
SAND = "#f6f1e8"


class Drawing(NamedTuple):
    """A picture to make. `part` is how much of its side the tree takes; `ground` is a colour of tokens.css."""

    name: str
    side: int
    part: float
    ground: str


# A system may cut a maskable icon to the circle of 80 % of its side (W3C manifest, "safe zone").
DRAWINGS = (
    Drawing("icon-192.png", 192, 1.0, "transparent"),
    Drawing("icon-512.png", 512, 1.0, "transparent"),
    Drawing("maskable-512.png", 512, 0.56, SAND),
    Drawing("apple-touch-icon.png", 180, 0.72, SAND),
)


async def draw() -> None:
    """Write every picture."""
    tree = (HTTP / "icon.svg").read_text(encoding="utf-8")
    async with running_chromium() as chromium:
        for drawing in DRAWINGS:
            page = await chromium.new_page(viewport={"width": drawing.side, "height": drawing.side})
            await page.set_content(document(tree, drawing))
            picture = HTTP / "icons" / drawing.name
            await page.screenshot(path=picture, omit_background=True)
            await page.close()


def document(tree: str, drawing: Drawing) -> str:
    """A page that is the picture."""
    return (
        f"<style>body {{ margin: 0; height: 100vh; display: grid; place-items: center; background: {drawing.ground} }}"
        f" svg {{ width: {drawing.part:.0%}; height: auto }}</style>{tree}"
    )


if __name__ == "__main__":
    asyncio.run(draw())
