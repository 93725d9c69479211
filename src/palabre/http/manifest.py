"""The web application manifest: what a system shows of the place once it is installed."""

from typing import Literal

from msgspec import Struct

from palabre.domain.session import Locale
from palabre.http.logo import Logo
from palabre.http.look import Look
from palabre.http.site import Site
from palabre.http.theme import ACCENT, PAGE_GROUND
from palabre.http.words import load_words

# What a home screen has room for, about.
SHORT_NAME = 12
# Below this a browser does not take a picture for the icon of an application.
SMALLEST_ICON = 192


class Icon(Struct, frozen=True, kw_only=True):
    """A picture of the place."""

    src: str
    sizes: str
    type: str
    purpose: Literal["any", "maskable"] = "any"


class Manifest(Struct, frozen=True, kw_only=True):
    """The members of a manifest that Palabre gives."""

    id: str = "/"
    name: str
    short_name: str
    description: str
    lang: Locale
    start_url: str = "/"
    scope: str = "/"
    display: Literal["standalone"] = "standalone"
    theme_color: str
    background_color: str
    icons: tuple[Icon, ...]


TREE = (
    Icon(src="/icon-192.png", sizes="192x192", type="image/png"),
    Icon(src="/icon-512.png", sizes="512x512", type="image/png"),
    Icon(src="/maskable-512.png", sizes="512x512", type="image/png", purpose="maskable"),
    Icon(src="/icon.svg", sizes="any", type="image/svg+xml"),
)


def manifest(site: Site, look: Look) -> Manifest:
    """The manifest of a configuration, in the instance's own language."""
    instance = site.instance
    lobby = load_words()[instance.language].lobby
    return Manifest(
        name=instance.name,
        short_name=short(instance.name),
        description=instance.welcomes().get(instance.language) or lobby.lead,
        lang=instance.language,
        theme_color=site.appearance.accent or ACCENT,
        background_color=PAGE_GROUND,
        icons=icons_of(look),
    )


def short(name: str) -> str:
    """The first words of a name that fit under an icon, or its first letters."""
    fitting = name
    while len(fitting) > SHORT_NAME and " " in fitting:
        fitting = fitting.rpartition(" ")[0]
    return fitting[:SHORT_NAME]


def icons_of(look: Look) -> tuple[Icon, ...]:
    """The logo where it can stand for the place, the tree otherwise."""
    if look.logo is None or look.logo_address is None or not is_icon(look.logo):
        return TREE
    sizes = "x".join(map(str, look.logo.pixels)) if look.logo.pixels else "any"
    return (Icon(src=look.logo_address, sizes=sizes, type=look.logo.media_type),)


def is_icon(logo: Logo) -> bool:
    """Whether a browser takes this for an icon: an SVG, or a square PNG that is large enough."""
    return logo.pixels is None or logo.pixels[0] == logo.pixels[1] >= SMALLEST_ICON
