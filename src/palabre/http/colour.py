"""Colours as #rrggbb: their contrast (WCAG 2.2), and their lightness, chroma and hue as an eye sees them (OKLCH)."""

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LIGHTNESS_STEP = 0.002
# The luminance on which black and white read alike.
MIDDLE = 0.18
# How near is near enough, of a chroma and of a part of light.
NEAR = 1e-4
# Below these a part of light is stored, or shown, in proportion (IEC 61966-2-1).
LINEAR_STORED, LINEAR_SHOWN = 0.04045, 0.0031308
Triple = tuple[float, float, float]
# Linear sRGB to the cone response of OKLab, and that to its axes (Ottosson 2020); the other way by their inverses.
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


class Seen(NamedTuple):
    """A colour as an eye sees it: lightness 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour on the ground where it reads worst."""
    return min(contrast(colour, ground) for ground in grounds)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen(colour: str) -> Seen:
    """How a colour is seen."""
    red, green, blue = map(math.cbrt, times(TO_CONES, linear(colour)))
    lightness, a, b = times(TO_LAB, (red, green, blue))
    return Seen(lightness, math.hypot(a, b), math.atan2(b, a))


def shown(colour: Seen) -> str:
    """The colour a screen can show that keeps this lightness and hue, with as much of the chroma as there is."""
    low, high = 0.0, colour.chroma
    if is_shown(parts_of(colour)):
        low = high
    while high - low > NEAR:
        middle = (low + high) / 2
        low, high = (middle, high) if is_shown(parts_of(colour._replace(chroma=middle))) else (low, middle)
    return written(parts_of(colour._replace(chroma=low)))


def at_lightness(colour: str, lightness: float, *, most_chroma: float = math.inf) -> str:
    """The same hue, lighter or darker."""
    found = seen(colour)
    return shown(Seen(min(max(lightness, 0.0), 1.0), min(found.chroma, most_chroma), found.hue))


def reaching(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """The same hue at the nearest lightness with that contrast on every ground: darker on light ones, or lighter."""
    grounds = tuple(grounds)
    if lowest_contrast(colour, grounds) >= ratio:
        return colour
    far = 0.0 if luminance(grounds[0]) > MIDDLE else 1.0
    near, found = seen(colour).lightness, at_lightness(colour, far)
    while abs(far - near) > LIGHTNESS_STEP:
        middle = (near + far) / 2
        tried = at_lightness(colour, middle)
        if lowest_contrast(tried, grounds) >= ratio:
            far, found = middle, tried
        else:
            near = middle
    return found


def parts_of(colour: Seen) -> Triple:
    """Linear red, green and blue, which a screen may be unable to show."""
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    red, green, blue = times(FROM_LAB, (colour.lightness, a, b))
    return times(FROM_CONES, (red**3, green**3, blue**3))


def is_shown(parts: Triple) -> bool:
    return all(-NEAR <= part <= 1 + NEAR for part in parts)


def linear(colour: str) -> Triple:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (expanded(red), expanded(green), expanded(blue))


def expanded(part: float) -> float:
    return part / 12.92 if part <= LINEAR_STORED else ((part + 0.055) / 1.055) ** 2.4


def written(parts: Triple) -> str:
    return "#" + "".join(f"{round(compressed(min(max(part, 0.0), 1.0)) * 255):02x}" for part in parts)


def compressed(part: float) -> float:
    return part * 12.92 if part <= LINEAR_SHOWN else 1.055 * part ** (1 / 2.4) - 0.055


def times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return (first, second, third)
