"""Nobody learns from their own data that they were reported, nor by whom: with and without a report all is the same."""

import re
from pathlib import Path

import httpx
import pytest

from palabre.domain.moderation.report import Category
from palabre.http.visit import SESSION_COOKIE
from palabre.services.permitting import Wish
from tests.cast import Stage, Tab, set_stage
from tests.http.conftest import built_client, visitor
from tests.services.court import GROUND, INSISTING, REASON, report

HTML = {"Accept": "text/html", "Accept-Language": "fr"}
CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}-[0-9A-Z]{6}")


class Scene:
    """Bilal said something to Ana; whether she reported it is the only difference."""

    def __init__(self, stage: Stage, ana: Tab, message_id: str, token: str) -> None:
        self.stage = stage
        self.ana = ana
        self.message_id = message_id
        self.token = token


async def scene() -> Scene:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    token, session = await stage.session("Bilal")
    bilal = stage.tab(session)
    await bilal.enter()
    return Scene(stage, ana, str((await bilal.post(INSISTING))["message_id"]), token)


async def looked_at(scene: Scene, client: Path) -> list[str]:
    """Everything Bilal is told of his own data, before and after he erases it; codes are drawn by lot."""
    async with visitor(scene.stage, client) as browser:
        browser.cookies.set(SESSION_COOKIE, scene.token)
        before = [await browser.get(path, headers=HTML) for path in ("/me", "/api/me", "/api/me/export")]
        erased = await browser.post("/me/erasure", data={"sure": "on"}, headers=HTML)
        code = CODE.search(erased.text)
        assert code is not None
        opened = await browser.get(f"/receipt/{code[0]}", headers=HTML, follow_redirects=True)
        return [told(answer) for answer in (*before, erased, opened, await browser.get("/api/receipt"))]


def told(answer: httpx.Response) -> str:
    cookies = [cookie.partition(";")[0].partition("=")[0] for cookie in answer.headers.get_list("set-cookie")]
    return "\n".join([str(answer.status_code), *cookies, CODE.sub("CODE", answer.text)])


CATEGORIES: tuple[Category, ...] = ("harassment", "minor")


@pytest.mark.parametrize("category", CATEGORIES)
async def test_a_report_nobody_decided_changes_nothing_one_is_told(tmp_path: Path, category: Category) -> None:
    client = built_client(tmp_path)
    reported, spared = await scene(), await scene()
    await report(reported.stage, reported.ana, reported.message_id, category)
    for each in (reported, spared):
        await each.stage.step(60)
    assert await looked_at(reported, client) == await looked_at(spared, client)


async def test_the_twins_differ_where_something_was_decided(tmp_path: Path) -> None:
    client = built_client(tmp_path)
    reported, spared = await scene(), await scene()
    await report(reported.stage, reported.ana, reported.message_id)
    mo = await reported.stage.moderator("Mo")
    (case,) = await reported.stage.store.cases(None, {"open"}, 10)
    wish = Wish(sanction="mute", ground=GROUND, reason=REASON, minutes=10, confirm=True)
    await reported.stage.house.http.team.court.sanctioning.decide(mo, case.id, wish)
    assert await looked_at(reported, client) != await looked_at(spared, client)
