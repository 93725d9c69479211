"""Prints pages: templates, words and site brought together as HTML."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from palabre.domain.kept import KINDS
from palabre.domain.own import ELSEWHERE, UNTOLD
from palabre.domain.published import RulesVersion
from palabre.http.assets import Assets
from palabre.http.filling import filling_of
from palabre.http.look import Look
from palabre.http.moments import moments_of
from palabre.http.preferences import Reader
from palabre.http.shell import Boot
from palabre.http.site import Site
from palabre.http.words import Words, load_words
from palabre.protocol.conversion import rfc3339
from palabre.protocol.own import ErasureMade, OwnData
from palabre.protocol.published import RulesDocument
from palabre.protocol.resources import NoticeMade, ReceiptInfo, RoomCard

# What was reported as this may hold what not everybody wants to read again.
VEILED = ("sexual_or_violent", "minor")
TEMPLATES = Path(__file__).parent / "templates"


class Printer:
    """Makes the HTML of every page, for every reader."""

    def __init__(self, site: Site, assets: Assets, look: Look) -> None:
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
        self._templates.globals.update(site=site, assets=assets, look=look, kinds=KINDS)
        # They depend on nothing but the configuration and the reader's preferences.
        self.text = cache(self._text)

    def lobby(self, boot: Boot, reader: Reader) -> bytes:
        welcomes = self._site.instance.welcomes()
        language = reader.locale if reader.locale in welcomes else self._site.instance.language
        welcome = {"language": language, "text": welcomes.get(language)}
        return self._print_live("lobby.html", boot, reader, welcome=welcome)

    def room(self, boot: Boot, reader: Reader, *, may_read: bool, in_title: bool) -> bytes:
        """A room; `in_title`: a browser's history may name it."""
        return self._print_live("room.html", boot, reader, may_read=may_read, in_title=in_title)

    def desk(self, boot: Boot, reader: Reader) -> bytes:
        """The team's page: the same for whoever asks, since it shows nothing by itself."""
        boot_json = msgspec.json.encode(boot).decode()
        return self._print("desk.html", reader, styles=self._assets.desk_styles, boot_json=boot_json)

    def notice(self, reader: Reader, typed: Mapping[str, str], problem: str | None, made: NoticeMade | None) -> bytes:
        """The page to report without a session: as it was `typed`, with what is missing, or its receipt."""
        return self._print_text("notice.html", reader, typed=typed, problem=problem, made=made)

    def missing_room(self, rooms: list[RoomCard], reader: Reader) -> bytes:
        """A room that is none, and those there are."""
        problem = self._words[reader.locale].problems["room_not_found"]
        return self._print("missing_room.html", reader, styles=self._assets.styles, problem=problem, rooms=rooms)

    def _text(self, name: str, reader: Reader) -> bytes:
        """The privacy, legal or offline page."""
        return self._print_text(f"{name}.html", reader)

    def rules(
        self, reader: Reader, document: RulesDocument, shown: RulesVersion, versions: Sequence[RulesVersion]
    ) -> bytes:
        """A version of the rules, with when it came into force and every other one; the latest is in force."""
        moment = moments_of(self._words[reader.locale].moment, self._site.instance.timezone)
        return self._print_text(
            "rules.html",
            reader,
            text=document.languages[reader.locale],
            shown=shown,
            versions=versions,
            kept_query="" if shown == versions[0] else f"version={shown.digest}&",
            day=lambda at_ms: moment(rfc3339(at_ms)),
        )

    def problem(self, name: str, reader: Reader) -> bytes:
        """A page that could not be shown, by the name of its words."""
        return self._print_text("problem.html", reader, problem=self._words[reader.locale].problems[name])

    def receipt(
        self, reader: Reader, info: ReceiptInfo, room: str, *, problem: str = "", said: str = "", item: int = 1
    ) -> bytes:
        """What a receipt opens, with the name of the room; texts of an adult nature are veiled.

        `problem` and `said` are of the contest of `item`.
        """
        if info.about == "erasure":
            return self._erased(reader, code="", holds=info.holds, at=info.at, codes=info.codes)
        words = self._words[reader.locale]
        moment = moments_of(words.moment, self._site.instance.timezone)
        return self._print_text(
            "receipt.html",
            reader,
            info=info,
            moment=moment,
            period=period_of(info, room, words, moment),
            veiled=info.category in VEILED,
            problem=problem,
            said=said,
            asked=item,
        )

    def no_receipt(self, reader: Reader, *, problem: str = "") -> bytes:
        """Where a code is typed; `problem` says what was wrong with the last one."""
        return self._print_text("no_receipt.html", reader, problem=problem)

    def me(self, reader: Reader, data: OwnData, *, unchecked: bool) -> bytes:
        """Everything kept of a guest; `unchecked`: they asked for its erasure, and did not say that they are sure."""
        return self._print_text("me.html", reader, data=data, moment=self._moment(reader), unchecked=unchecked)

    def me_nobody(self, reader: Reader) -> bytes:
        """Why nothing is found without a session, and what would be needed."""
        return self._print_text("me_nobody.html", reader)

    def me_erased(self, reader: Reader, made: ErasureMade) -> bytes:
        """That it is done, the code to come back with, and what is still held."""
        return self._erased(reader, code=made.receipt, holds=made.holds, at="", codes=())

    def _erased(self, reader: Reader, **values: Any) -> bytes:
        told = {"elsewhere": ELSEWHERE[reader.locale], "untold": UNTOLD[reader.locale], "moment": self._moment(reader)}
        return self._print_text("me_erased.html", reader, **told, **values)

    def _moment(self, reader: Reader) -> Callable[[str], str]:
        return moments_of(self._words[reader.locale].moment, self._site.instance.timezone)

    def age(self, boot: Boot, reader: Reader) -> bytes:
        """Where a proof of age begins, and comes back to: the script of the page does the rest."""
        boot_json = msgspec.json.encode(boot).decode()
        return self._print("age.html", reader, styles=self._assets.age_styles, boot_json=boot_json)

    def age_done(self, reader: Reader, asked_by: str, code: str, kept_query: str) -> bytes:
        """Where the other device ends with the code to type back.

        `kept_query` is what the way to the other language keeps of the address.
        """
        shown = f"{code[:3]} {code[3:]}"
        return self._print_text(
            "age_done.html", reader, asked_by=asked_by, code=shown, kept_query=kept_query, reason=""
        )

    def age_refused(self, reader: Reader, reason: str, kept_query: str, *, is_over: bool) -> bytes:
        """Where it ends without one, and the sentence that says why; `is_over`: nothing was asked there any more."""
        return self._print_text("age_done.html", reader, reason=reason, kept_query=kept_query, is_over=is_over)

    def age_asked(self, reader: Reader, asked_by: str, link: str, *, is_demo: bool) -> bytes:
        """What another device opens before its wallet: who asks, for what, and the `link` into the wallet."""
        return self._print_text("age_asked.html", reader, asked_by=asked_by, link=link, is_demo=is_demo)

    def age_wallet(self, reader: Reader, address: str, asked_by: str, *, is_unknown: bool) -> bytes:
        """The demo's wallet, before the request in `address`; without `asked_by`, where one is pasted."""
        kept_query = f"{urlencode({'address': address})}&" if asked_by else ""
        return self._print_text(
            "age_wallet.html", reader, address=address, asked_by=asked_by, problem=is_unknown, kept_query=kept_query
        )

    def _print_live(self, template: str, boot: Boot, reader: Reader, **values: Any) -> bytes:
        boot_json = msgspec.json.encode(boot).decode()
        return self._print(template, reader, styles=self._assets.styles, boot=boot, boot_json=boot_json, **values)

    def _print_text(self, template: str, reader: Reader, **values: Any) -> bytes:
        return self._print(template, reader, styles=self._assets.text_styles, **values)

    def _print(self, template: str, reader: Reader, **values: Any) -> bytes:
        words = self._words[reader.locale]
        page = self._templates.get_template(template)
        return page.render(
            reader=reader, locale=reader.locale, words=words, fill=filling_of(self._site, words), **values
        ).encode()


def period_of(info: ReceiptInfo, room: str, words: Words, moment: Callable[[str], str]) -> str:
    """Where a sanction holds, from when until when."""
    sanction = info.sanction
    if sanction is None:
        return ""
    where = room or words.receipt.everywhere
    if sanction.until is None:
        return words.receipt.period_at.format(where=where, at=moment(sanction.since))
    since, until = moment(sanction.since), moment(sanction.until)
    (day, _, at), (last_day, _, end) = since.rpartition(", "), until.rpartition(", ")
    if day == last_day:
        return words.receipt.period_same_day.format(where=where, day=day, at=at, until=end)
    return words.receipt.period_until.format(where=where, at=since, until=until)
