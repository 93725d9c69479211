"""The operator's logo: read once, an SVG or a PNG and nothing else."""

import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

MAX_BYTES = 64 * 1_024
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What may stand before the root element: a declaration, a document type, comments.
SVG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*<svg[\s>]", re.DOTALL)


class LogoUnusable(Exception):
    """The file cannot be the logo; the text follows `appearance.logo: `."""


class Logo(Struct, frozen=True):
    """A logo as it is sent. `pixels` is the width and height of a PNG; an SVG has any."""

    content: bytes
    media_type: Literal["image/svg+xml", "image/png"]
    pixels: tuple[int, int] | None


def read_logo(path: str) -> Logo:
    """The logo in this file; raises LogoUnusable."""
    content = content_of(path)
    if len(content) > MAX_BYTES:
        raise LogoUnusable(f"expected a file of at most {MAX_BYTES // 1_024} KiB, {path} is larger")
    if content.startswith(PNG_SIGNATURE) and content[12:16] == b"IHDR":
        return Logo(content, "image/png", (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])))
    if SVG.match(content):
        return Logo(content, "image/svg+xml", None)
    raise LogoUnusable(f"expected an SVG or a PNG, {path} is neither")


def content_of(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise LogoUnusable(f"{path} cannot be read: {reason.lower()}") from None
