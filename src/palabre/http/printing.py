"""Prints pages: templates, words and site brought together as HTML."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from palabre.domain.session import Locale
from palabre.http.assets import Assets
from palabre.http.retained import KINDS, amounts
from palabre.http.shell import Boot
from palabre.http.site import Site
from palabre.http.words import Words, load_words

TEMPLATES = Path(__file__).parent / "templates"


class Printer:
    """Makes the HTML of every page, in every language."""

    def __init__(self, site: Site, assets: Assets) -> None:
        self._site = site
        self._assets = assets
        self._words = load_words()
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(site=site, assets=assets, kinds=KINDS)
        # They depend on nothing but the configuration.
        self.text = cache(self._text)

    def lobby(self, boot: Boot) -> bytes:
        return self._print_live("lobby.html", boot)

    def room(self, boot: Boot) -> bytes:
        return self._print_live("room.html", boot)

    def _text(self, name: str, locale: Locale) -> bytes:
        """The rules, privacy or legal page."""
        return self._print_text(f"{name}.html", locale)

    def problem(self, name: str, locale: Locale) -> bytes:
        """A page that could not be shown, by the name of its words."""
        return self._print_text("problem.html", locale, problem=self._words[locale].problems[name])

    def _print_live(self, template: str, boot: Boot) -> bytes:
        boot_json = msgspec.json.encode(boot).decode()
        return self._print(template, boot.locale, styles=self._assets.styles, boot=boot, boot_json=boot_json)

    def _print_text(self, template: str, locale: Locale, **values: Any) -> bytes:
        return self._print(template, locale, styles=self._assets.text_styles, **values)

    def _print(self, template: str, locale: Locale, **values: Any) -> bytes:
        words = self._words[locale]
        told = {**amounts(self._site.retention, words), "publisher": self._site.publisher.name}
        told["email"] = self._site.contact.guests or self._site.publisher.email
        page = self._templates.get_template(template)
        return page.render(locale=locale, words=words, fill=Filling(told, words), **values).encode()


class Filling:
    """Puts durations and names into the words that mention them; a name left out reads as not given."""

    def __init__(self, told: dict[str, str], words: Words) -> None:
        self._told = {name: value or words.legal.not_given for name, value in told.items()}

    def __call__(self, text: str, **more: object) -> str:
        """`text` with every `{name}` replaced; raises KeyError for a name nobody tells."""
        return text.format(**self._told, **more)
