"""The local bus."""

from collections.abc import Sequence

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.domain.log import LogEvent, Withheld
from palabre.domain.passing import HidingChanged, Passing

EVENTS = [Withheld(room_id=1, offset=1)]
FACTS = [HidingChanged(room_id=1, session_id="session-ana")]


def test_every_listener_is_told() -> None:
    bus, told = LocalBus(), list[Sequence[LogEvent]]()
    bus.listen(told.append)
    bus.listen(told.append)
    bus.publish(EVENTS)
    assert told == [EVENTS, EVENTS]


def test_a_listener_that_fails_does_not_deprive_the_others(caplog: pytest.LogCaptureFixture) -> None:
    bus, told = LocalBus(), list[Sequence[LogEvent]]()

    def fail(events: Sequence[LogEvent]) -> None:
        raise ValueError("quoting a message: Bonsoir")

    bus.listen(fail)
    bus.listen(told.append)
    bus.publish(EVENTS)
    assert told == [EVENTS]
    assert "ValueError" in caplog.text
    assert "Bonsoir" not in caplog.text


def test_passing_facts_go_to_those_who_listen_for_them() -> None:
    bus, told, passed = LocalBus(), list[Sequence[LogEvent]](), list[Sequence[Passing]]()
    bus.listen(told.append)
    bus.listen_passing(passed.append)
    bus.listen_passing(passed.append)
    bus.pass_on(FACTS)
    assert (told, passed) == ([], [FACTS, FACTS])


def test_a_listener_that_fails_does_not_keep_passing_facts_from_the_others(caplog: pytest.LogCaptureFixture) -> None:
    bus, passed = LocalBus(), list[Sequence[Passing]]()

    def fail(facts: Sequence[Passing]) -> None:
        raise ValueError("quoting a nickname: Chloé")

    bus.listen_passing(fail)
    bus.listen_passing(passed.append)
    bus.pass_on(FACTS)
    assert passed == [FACTS]
    assert "ValueError" in caplog.text
    assert "Chloé" not in caplog.text
