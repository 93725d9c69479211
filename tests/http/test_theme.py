"""The configured colours: refused when they cannot be read, and every pair of the drawings kept above its target."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.http.colour import contrast, lowest_contrast, reaching, seen, shown
from palabre.http.site import Appearance
from palabre.http.theme import ACCENT, DARK, GREEN, LIGHT, in_the_dark, problem_with_colours, stylesheet, tokens_of

TOKENS = Path(__file__).parents[2] / "client/src/styles/tokens.css"
SURFACES = ("surface", "surface-side", "surface-raised", "surface-hover", "surface-selected")
# The contrast table of the drawings, where a colour an operator may choose takes part.
PAIRS = (
    *[("accent", surface, 4.5) for surface in SURFACES[:4]],
    *[("accent-hover", surface, 4.5) for surface in SURFACES[:4]],
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-hover", 4.5),
    ("accent-ink", "accent-soft", 4.5),
    ("ink", "accent-soft", 7),
    *[("green", surface, 4.5) for surface in SURFACES[:4]],
    ("on-green", "green", 4.5),
    ("green-ink", "green-soft", 4.5),
    ("ink", "green-soft", 7),
    ("ink-2", "green-soft", 4.5),
    *[("focus", surface, 3) for surface in (*SURFACES, "berry-soft", "ochre-soft")],
)
few = settings(max_examples=60, deadline=None)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", css))


def shipped() -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of the light and the dark theme, as the client has them."""
    css = TOKENS.read_text()
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    return declared(light), declared(rest.partition("\n}")[0])


def failing(tokens: dict[str, str]) -> list[tuple[str, str, float]]:
    return [(a, b, contrast(tokens[a], tokens[b])) for a, b, need in PAIRS if contrast(tokens[a], tokens[b]) < need]


def test_the_grounds_are_those_of_the_client() -> None:
    for ground, tokens in zip((LIGHT, DARK), shipped(), strict=True):
        assert dict(ground.surfaces) == {name: tokens[name] for name in ground.surfaces}
    assert (shipped()[0]["accent"], shipped()[0]["green"]) == (ACCENT, GREEN)


def test_nothing_configured_changes_no_token() -> None:
    assert tokens_of(Appearance()) == ({}, {})


@few
@given(accent=colours, green=colours)
def test_any_colour_made_readable_keeps_every_pair_of_the_drawings(accent: str, green: str) -> None:
    light_accent = reaching(accent, LIGHT.surfaces.values(), 4.5)
    light_green = reaching(green, LIGHT.surfaces.values(), 4.5)
    appearance = Appearance(accent=light_accent, green=light_green)
    assert list(problem_with_colours(appearance)) == []
    for shipped_tokens, changed in zip(shipped(), tokens_of(appearance), strict=True):
        assert failing(shipped_tokens | changed) == []


@few
@given(accent=colours, green=colours)
def test_a_colour_chosen_for_the_dark_theme_keeps_every_pair_there(accent: str, green: str) -> None:
    dark = [reaching(colour, DARK.surfaces.values(), 4.5) for colour in (accent, green)]
    appearance = Appearance(accent_dark=dark[0], green_dark=dark[1])
    assert list(problem_with_colours(appearance)) == []
    light_tokens, dark_tokens = tokens_of(appearance)
    assert light_tokens == {}
    assert failing(shipped()[1] | dark_tokens) == []


@few
@given(colours)
def test_a_colour_is_refused_exactly_when_it_cannot_be_read(colour: str) -> None:
    readable = lowest_contrast(colour, LIGHT.surfaces.values()) >= 4.5
    assert (list(problem_with_colours(Appearance(accent=colour))) == []) is readable


def test_a_colour_that_cannot_be_read_is_told_with_the_nearest_that_can() -> None:
    (told,) = problem_with_colours(Appearance(accent="#e0a020"))
    assert told.startswith("appearance.accent: expected a contrast of 4.5:1, `#e0a020` has 1.9")
    nearest = told.rpartition(" ")[2]
    assert list(problem_with_colours(Appearance(accent=nearest))) == []
    assert abs(seen(nearest).hue - seen("#e0a020").hue) < 0.05
    assert lowest_contrast(nearest, LIGHT.surfaces.values()) < 4.6


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "a3431f", "#a3431f80", "#a3431f;}"])
def test_what_is_no_colour_is_named(colour: str) -> None:
    (told,) = problem_with_colours(Appearance(green_dark=colour))
    assert told == f"appearance.green_dark: expected a colour such as #a3431f, got `{colour}`"


@few
@given(colours)
def test_a_colour_seen_and_shown_again_is_the_same(colour: str) -> None:
    assert shown(seen(colour)) == colour


def test_the_dark_theme_keeps_the_hue() -> None:
    assert abs(seen(in_the_dark("#1f4fa3")).hue - seen("#1f4fa3").hue) < 0.1


def test_the_stylesheet_has_the_selectors_of_the_tokens() -> None:
    css = stylesheet(Appearance(accent="#1F4FA3"))
    tokens = TOKENS.read_text()
    for selector in (':root:not([data-theme="light"])', ':root[data-theme="dark"]', "(prefers-color-scheme: dark)"):
        assert selector in css
        assert selector in tokens
    assert css.startswith(":root { --accent: #1f4fa3;")
    assert "--green" not in css
