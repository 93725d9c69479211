"""A danger file as a PDF that anybody can read and print, with the file itself inside."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from palabre.adapters.papers.danger_words import CATEGORIES, WORDS
from palabre.domain.danger import DangerDecision, DangerFile, DangerText
from palabre.domain.session import Locale

if TYPE_CHECKING:
    from palabre.adapters.papers.sheet import Sheet

FILE_NAME = "danger.json"
BETWEEN = " · "


class DangerPdf:
    """Loads the library when the first is printed: a server that prints none is without it."""

    def printed(self, file: DangerFile, locale: Locale) -> bytes:
        from palabre.adapters.papers.sheet import Sheet  # noqa: PLC0415

        words, made = WORDS[locale], datetime.fromisoformat(file.made_at)
        sheet = Sheet(title=words["title"], page=words["page"], locale=locale, made=made)
        write_head(sheet, file, locale)
        write_subject(sheet, file, locale)
        write_texts(sheet, file, locale)
        write_rest(sheet, file, locale)
        exact = msgspec.json.format(msgspec.json.encode(file), indent=2)
        sheet.embed_file(bytes=exact, basename=FILE_NAME, mime_type="application/json", modification_date=made)
        return bytes(sheet.output())


def write_head(sheet: "Sheet", file: DangerFile, locale: Locale) -> None:
    words, sender = WORDS[locale], file.sender
    sheet.titled(words["title"])
    sheet.told(words["basis"], small=True)
    sheet.named(words["reference"], file.reference)
    sheet.named(words["made"], moment(file.made_at))
    sheet.named(words["by"], file.made_by)
    sheet.headed(words["sender"])
    sheet.named(words["place"], sender.place)
    sheet.named(words["publisher"], sender.publisher)
    sheet.named(words["director"], sender.director)
    sheet.named(words["address"], sender.address)
    sheet.named(words["phone"], sender.phone)
    sheet.named(words["contact"], sender.contact)


def write_subject(sheet: "Sheet", file: DangerFile, locale: Locale) -> None:
    words = WORDS[locale]
    sheet.headed(words["what"])
    sheet.named(words["category"], ", ".join(CATEGORIES[locale][each] for each in file.categories))
    sheet.named(words["opened"], moment(file.opened_at))
    sheet.named(words["room"], file.room)
    sheet.named(words["guest"], file.nickname or "")
    sheet.named(words["tag"], file.tag or "")
    sheet.named(words["language"], file.language)
    sheet.named(words["present"], words["here" if file.is_present else "left"])
    sheet.told(words["anonymous"], small=True)


def write_texts(sheet: "Sheet", file: DangerFile, locale: Locale) -> None:
    words = WORDS[locale]
    sheet.headed(words["texts"])
    sheet.told(words["times"], small=True)
    if not file.texts:
        sheet.told(words["no_texts"])
    for text in file.texts:
        sheet.quoted(BETWEEN.join(lead_of(text, locale)), text.body)


def lead_of(text: DangerText, locale: Locale) -> Iterator[str]:
    """When, who, and what became of it."""
    words = WORDS[locale]
    yield moment(text.at)
    if text.who in ("subject", "staff"):
        yield words[text.who] + (f" ({text.nickname})" if text.nickname else "")
    else:
        yield f"{words['other']} {text.who}"
    if text.version > 1:
        yield words["version"].format(version=text.version)
    yield from (words[name] for name, has in (("reported", text.reported), ("removed", text.removed)) if has)
    yield text.message_id


def write_rest(sheet: "Sheet", file: DangerFile, locale: Locale) -> None:
    words, records = WORDS[locale], file.connections
    if any(report.text for report in file.reports):
        sheet.headed(words["reports"])
        for report in file.reports:
            if report.text:
                sheet.quoted(BETWEEN.join((moment(report.at), CATEGORIES[locale][report.category])), report.text)
    if file.decisions:
        sheet.headed(words["decisions"])
        write_decisions(sheet, file.decisions, locale)
    sheet.headed(words["connections"])
    sheet.told(words["kept" if records.are_kept else "not_kept"])
    if records.are_kept:
        sheet.named(words["days"], ", ".join(records.days))
        sheet.named(words["ids"], ", ".join(records.message_ids))


def write_decisions(sheet: "Sheet", decisions: Iterable[DangerDecision], locale: Locale) -> None:
    until = WORDS[locale]["until"]
    for made in decisions:
        lead = [moment(made.at), made.by, made.measure, made.ground]
        sheet.quoted(BETWEEN.join([*lead, *([f"{until} {moment(made.until)}"] if made.until else [])]), made.reason)


def moment(at: str) -> str:
    """As it is read by people, in UTC."""
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M:%S} UTC"
