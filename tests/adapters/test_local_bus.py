"""The local bus."""

from collections.abc import Sequence

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.domain.log import LogEvent, Withheld

EVENTS = [Withheld(room_id=1, offset=1)]


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
