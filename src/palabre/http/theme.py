"""The theme of an instance: every token its configured colours change, in both themes, still easy to read."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from palabre.http.colour import COLOUR, at_lightness, contrast, lowest_contrast, reaching, seen
from palabre.http.site import Appearance

TEXT_RATIO = 4.5
Tokens = dict[str, str]


class Ground(NamedTuple):
    """What a theme lays colours on, from tokens.css: text must be easy to read on every one of `surfaces`."""

    surfaces: Mapping[str, str]
    ink: str
    ink_2: str


LIGHT = Ground(
    {"surface": "#fffdf9", "surface-side": "#f6f1e8", "surface-raised": "#ffffff", "surface-hover": "#f3ecdf"},
    ink="#211b14",
    ink_2="#51483d",
)
DARK = Ground(
    {"surface": "#1b1814", "surface-side": "#14120f", "surface-raised": "#25211c", "surface-hover": "#2a2620"},
    ink="#f2ece2",
    ink_2="#c6bcad",
)
ACCENT, GREEN = "#a3431f", "#1d5c44"
PAGE_GROUND = LIGHT.surfaces["surface-side"]
# How light a colour of the light theme becomes in the dark one, and how vivid it may stay.
DARK_LIGHTNESS, DARK_CHROMA = 0.76, 0.125
SOFT = {"light": (0.945, 0.026), "dark": (0.275, 0.034)}


def problem_with_colours(appearance: Appearance) -> Iterator[str]:
    """`key: what was expected` of each colour that is none, or on which or as which text is hard to read."""
    asked = (("accent", LIGHT), ("accent_dark", DARK), ("green", LIGHT), ("green_dark", DARK))
    for key, ground in asked:
        colour = getattr(appearance, key)
        if colour and not COLOUR.fullmatch(colour):
            yield f"appearance.{key}: expected a colour such as {ACCENT}, got `{colour}`"
        elif colour and (problem := problem_with_colour(colour, ground)):
            yield f"appearance.{key}: {problem}"


def problem_with_colour(colour: str, ground: Ground) -> str | None:
    """What makes a colour unfit to be read on this ground, with the nearest that is fit; None when it is."""
    surfaces = ground.surfaces.values()
    ratio = lowest_contrast(colour, surfaces)
    if ratio >= TEXT_RATIO:
        return None
    nearest = reaching(colour, surfaces, TEXT_RATIO)
    worst = min(surfaces, key=lambda surface: contrast(colour, surface))
    shown = int(ratio * 100) / 100
    return f"expected a contrast of 4.5:1, `{colour}` has {shown:.2f}:1 on {worst}; the nearest that works is {nearest}"


def tokens_of(appearance: Appearance) -> tuple[Tokens, Tokens]:
    """The tokens changed in the light and in the dark theme; none that the configuration leaves alone."""
    light, dark = Tokens(), Tokens()
    for name, colour, dark_colour in (
        ("accent", appearance.accent, appearance.accent_dark),
        ("green", appearance.green, appearance.green_dark),
    ):
        if colour:
            light |= family(name, colour.lower(), LIGHT)
        if colour or dark_colour:
            dark |= family(name, dark_colour.lower() or in_the_dark(colour), DARK)
    return light, dark


def in_the_dark(colour: str) -> str:
    """A colour of the light theme as the dark theme wears it."""
    return reaching(at_lightness(colour, DARK_LIGHTNESS, most_chroma=DARK_CHROMA), DARK.surfaces.values(), TEXT_RATIO)


def family(name: str, colour: str, ground: Ground) -> Tokens:
    """A colour and what is drawn from it: its hover or focus, its soft ground, the texts on both."""
    is_light = ground is LIGHT
    lightness = seen(colour).lightness
    soft_lightness, soft_chroma = SOFT["light" if is_light else "dark"]
    soft = at_lightness(colour, soft_lightness, most_chroma=soft_chroma)
    further = at_lightness(colour, lightness - 0.055 if is_light else lightness + 0.055)
    tokens = {
        name: colour,
        f"on-{name}": on(colour, further),
        f"{name}-soft": soft,
        f"{name}-ink": reaching(further, [soft], TEXT_RATIO),
    }
    return tokens | ({"accent-hover": further} if name == "accent" else {"focus": colour})


def on(colour: str, further: str) -> str:
    """The text on a button of this colour and on its hover: white, or the same hue nearly black."""
    dark = at_lightness(colour, 0.19, most_chroma=0.03)
    return max(("#ffffff", dark), key=lambda text: lowest_contrast(text, (colour, further)))


def stylesheet(appearance: Appearance) -> str:
    """The tokens as a stylesheet to be read after tokens.css, with the same selectors; empty when none is changed."""
    light, dark = tokens_of(appearance)
    rules = []
    if light:
        rules.append(f":root {{ {declared(light)} }}")
    if dark:
        chosen = declared(dark)
        rules.append(f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {chosen} }} }}')
        rules.append(f':root[data-theme="dark"] {{ {chosen} }}')
    return "".join(f"{rule}\n" for rule in rules)


def declared(tokens: Tokens) -> str:
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())
