"""A guest in the browser of a member of the staff may be that member, for a day."""

import pytest

from palabre.domain.staff import SHARED_MS
from palabre.services.conflicts import Conflicts
from tests.cast import Stage, restarted, set_stage


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
def conflicts(stage: Stage) -> Conflicts:
    return stage.house.http.team.people.conflicts


async def test_who_writes_in_the_browser_of_a_sign_in_may_be_that_person(conflicts: Conflicts) -> None:
    browser = await conflicts.share(1, None)
    assert await conflicts.share(2, browser) == browser
    await conflicts.met(browser, "ana")
    await conflicts.met("another", "bilal")
    await conflicts.met(None, "chloe")
    assert conflicts.sessions_of(1) == conflicts.sessions_of(2) == {"ana"}
    assert conflicts.sessions_of(3) == frozenset()


async def test_it_is_over_after_a_day(stage: Stage, conflicts: Conflicts) -> None:
    await conflicts.note(1, "ana")
    stage.clock.step(SHARED_MS / 1000 - 1)
    assert conflicts.sessions_of(1) == {"ana"}
    stage.clock.step(1)
    assert conflicts.sessions_of(1) == frozenset()


async def test_it_outlives_a_restart_and_reaches_other_nodes(stage: Stage, conflicts: Conflicts) -> None:
    again = await restarted(stage)
    await conflicts.note(1, "ana")
    await again.step(60)
    assert again.house.http.team.people.conflicts.sessions_of(1) == {"ana"}


async def test_a_browser_is_known_by_a_digest_only(stage: Stage, conflicts: Conflicts) -> None:
    browser = await conflicts.share(1, None)
    assert browser not in f"{stage.store.tables.staff_browsers}"
