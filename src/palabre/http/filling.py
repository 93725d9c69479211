"""Puts durations, names and addresses into the words that mention them."""

from palabre.http.retained import amounts
from palabre.http.site import Site
from palabre.http.words import Words


class Filling:
    """Fills texts; a name the configuration leaves out reads as not given."""

    def __init__(self, told: dict[str, str], words: Words) -> None:
        self._told = {name: value or words.legal.not_given for name, value in told.items()}

    def __call__(self, text: str, **more: object) -> str:
        """`text` with every `{name}` replaced; raises KeyError for a name nobody tells."""
        return text.format(**self._told, **more)


def filling_of(site: Site, words: Words) -> Filling:
    """What the words of this place are filled with."""
    email = site.contact.guests or site.publisher.email
    told = {
        **amounts(site.retention, words),
        "publisher": site.publisher.name,
        "email": email,
        "authorities": site.contact.authorities,
        "data_email": site.contact.data_protection or email,
    }
    return Filling(told, words)
