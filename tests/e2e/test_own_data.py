"""One's own data in a real browser: from the settings to a copy, to the erasure, to what the code opens later."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
from playwright.async_api import Browser, expect

from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.protocol.own import OwnData
from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer, running_server

SECRET = "le mot de passe est mirabelle"
NICKNAME = "Zéphyrine"
SETTINGS = "Réglages"
PHONE = {"viewport": {"width": 320, "height": 720}, "color_scheme": "dark"}


async def speak(ana: BrowserGuest) -> None:
    await ana.open("/r/agora")
    await ana.name_oneself(NICKNAME)
    await ana.say(SECRET)


def read(file: Path) -> OwnData:
    return msgspec.json.decode(file.read_bytes(), type=OwnData)


async def take_copy(ana: BrowserGuest) -> OwnData:
    """The file, as it was downloaded."""
    async with ana.page.expect_download() as download:
        await ana.page.get_by_role("link", name="Télécharger ma copie").click()
    return read(await (await download.value).path())


async def erase_by_keyboard(ana: BrowserGuest) -> str:
    """Everything is erased without a mouse; the code that is told."""
    sure = ana.page.get_by_role("checkbox", name="Je veux effacer tout cela maintenant.")
    await sure.focus()
    await ana.page.keyboard.press("Space")
    await expect(sure).to_be_checked()
    await ana.page.keyboard.press("Tab")
    await expect(ana.page.get_by_role("button", name="Effacer tout")).to_be_focused()
    await ana.page.keyboard.press("Enter")
    await expect(ana.page.get_by_role("heading", name="C’est effacé")).to_be_visible()
    return str(await ana.page.locator(".receipt-mark").inner_text())


def rows_with(data: Path, text: str) -> set[str]:
    """The tables where it is found, in any column."""
    database = sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True)
    try:
        return {table for table in tables_of(database) if any(text in said for said in texts_in(database, table))}
    finally:
        database.close()


def tables_of(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def texts_in(database: sqlite3.Connection, table: str) -> Iterator[str]:
    for row in database.execute(f'SELECT * FROM "{table}"'):
        yield " ".join(each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in row)


def files_with(place: PalabreServer, text: str) -> list[str]:
    """Every file that holds it: the database with what is beside it, and all that was printed."""
    folders = (place.data, place.logs)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if text.encode() in file.read_bytes()]


async def test_from_a_copy_to_nothing_but_what_is_explained(tmp_path: Path, browser: Browser) -> None:
    async with running_server(tmp_path / "data") as place, guest(browser, place.url) as ana:
        await speak(ana)
        await ana.page.get_by_role("button", name=SETTINGS).first.click()
        own = ana.page.get_by_role("dialog", name=SETTINGS).get_by_role("link", name="Mes données")
        await expect(own).to_have_attribute("href", "/me")
        await ana.open("/me")
        await expect(ana.page.get_by_text(SECRET)).to_be_visible()
        assert await violations(ana.page) == []
        copy = await take_copy(ana)
        (message,) = copy.messages
        assert (message.body, message.nickname) == (SECRET, NICKNAME)
        code = await erase_by_keyboard(ana)
        await expect(ana.page.get_by_text("Textes sous scellés")).to_be_visible()
        assert [cookie["name"] for cookie in await ana.context.cookies() if cookie["name"] == "palabre_session"] == []
        assert ana.foreign_requests() == []
        await place.terminate()
        assert [files_with(place, each) for each in (SECRET, NICKNAME, code)] == [[], [], []]
        # Said on the page: whose the sealed text is, for a day.
        assert rows_with(place.data, copy.session.id) == {"log"}
        assert rows_with(place.data, message.tag) == {"log"}


async def test_the_code_brings_one_back_on_a_small_dark_screen(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url, **PHONE) as ana:
        await ana.open("/me")
        await expect(ana.page.get_by_text("Ce navigateur n’a pas de session")).to_be_visible()
        assert [await violations(ana.page), await sideways(ana.page)] == [[], []]
        await speak(ana)
        await ana.open("/me")
        await expect(ana.page.get_by_role("heading", name="Vos données")).to_be_visible()
        assert [await violations(ana.page), await sideways(ana.page)] == [[], []]
        code = await erase_by_keyboard(ana)
        assert [await violations(ana.page), await sideways(ana.page)] == [[], []]
        await ana.open("/receipt")
        await ana.page.get_by_role("textbox").fill(code.lower())
        await ana.page.keyboard.press("Enter")
        await expect(ana.page.get_by_role("heading", name="Ce qui reste après votre effacement")).to_be_visible()
        await expect(ana.page.get_by_text("Textes sous scellés")).to_be_visible()
        assert [await violations(ana.page), await sideways(ana.page)] == [[], []]
