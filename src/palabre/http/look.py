"""What an instance wears: its theme and its logo, read once, under addresses that change with them."""

import hashlib

from msgspec import Struct

from palabre.http.logo import Logo, read_logo
from palabre.http.site import Appearance
from palabre.http.theme import stylesheet

DIGEST_LETTERS = 12


class Look(Struct, frozen=True):
    """The stylesheet and the logo, None where the instance wears Palabre's own."""

    theme: bytes | None = None
    logo: Logo | None = None

    @property
    def theme_address(self) -> str | None:
        """Where pages find the theme."""
        return None if self.theme is None else f"/theme.css?{digest(self.theme)}"

    @property
    def logo_address(self) -> str | None:
        """Where pages find the logo."""
        return None if self.logo is None else f"/logo?{digest(self.logo.content)}"


def look_of(appearance: Appearance) -> Look:
    """The look of a configuration that was checked; raises LogoUnusable when its logo has gone since."""
    theme = stylesheet(appearance).encode()
    return Look(theme or None, read_logo(appearance.logo) if appearance.logo else None)


def digest(content: bytes) -> str:
    """A few letters that change with the content."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LETTERS]
