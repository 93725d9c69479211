"""Errors: one stable code each, nothing of the inside, nothing of a guest in the log."""

import logging
from http import HTTPStatus
from typing import get_args

import httpx
import pytest

from palabre.domain.refusal import Refusal, RefusalCode
from palabre.http.problems import headers_of, problem_of
from palabre.ports.store import StoreUnavailable
from tests.cast import Stage
from tests.http.conftest import assert_problem


@pytest.mark.parametrize("code", get_args(RefusalCode))
def test_every_refusal_has_a_status_of_its_own_kind(code: RefusalCode) -> None:
    told = problem_of(Refusal(code))
    assert told.code == code
    assert 400 <= HTTPStatus(told.status) < 600


def test_a_refusal_carries_its_numbers_and_its_reason() -> None:
    told = problem_of(Refusal("slowed", retry_after=0.2, limit=5, reason="prefix"))
    assert (told.retry_after, told.limit, told.reason) == (0.2, 5, "prefix")
    assert headers_of(told) == {"Retry-After": "1"}


def test_a_store_away_may_be_tried_again() -> None:
    told = problem_of(StoreUnavailable("disk full at /somewhere"))
    assert (told.status, told.retry_after) == (503, 1.0)
    assert "somewhere" not in told.detail


async def test_an_unknown_route_is_a_problem_for_a_program(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.get("/nulle-part"), 404, "not_found")
    assert_problem(await browser.get("/api/nulle-part", headers={"Accept": "text/html"}), 404, "not_found")


async def test_a_websocket_address_asked_without_an_upgrade_says_so(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/ws")
    assert_problem(response, 426, "upgrade_required")
    assert response.headers["upgrade"] == "websocket"


async def test_a_failure_is_logged_by_place_and_never_by_its_words(
    browser: httpx.AsyncClient, stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("un secret d'Ana")

    monkeypatch.setattr(stage.store, "find_session", fail)
    with caplog.at_level(logging.DEBUG):
        response = await browser.get("/api/sessions/current", headers={"Cookie": "palabre_session=jeton"})
    assert_problem(response, 500, "internal")
    assert "RuntimeError on GET /api/sessions/current at fail:" in caplog.text
    assert "secret" not in caplog.text + response.text
    assert "jeton" not in caplog.text + response.text
