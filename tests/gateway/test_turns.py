"""The event loop gets its turn between writes, and a small room does not wait for a large one."""

from collections.abc import Callable, Iterator

import pytest

from palabre.gateway.turns import Turns


class FakeLoop:
    """A loop whose clock is set by hand, and which turns when told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.soon: list[Callable[[], object]] = []

    def time(self) -> float:
        return self.now

    def call_soon(self, callback: Callable[[], object]) -> None:
        self.soon.append(callback)

    def call_at(self, when: float, callback: Callable[[], object]) -> None:
        raise AssertionError("nothing here waits for a time")

    def turn(self) -> None:
        due, self.soon = self.soon, []
        for callback in due:
            callback()


def room(name: str, size: int, written: list[str]) -> Iterator[int]:
    """Writes to `size` members, 64 at a step."""
    for start in range(0, size, 64):
        count = min(64, size - start)
        written += [name] * count
        yield count


def test_no_more_than_256_are_written_to_before_the_loop_has_its_turn() -> None:
    loop, written = FakeLoop(), list[str]()
    turns = Turns(loop)
    for _ in range(10):
        turns.add(room("agora", 100, written))
    assert len(written) == 264
    while loop.soon:
        before = len(written)
        loop.turn()
        assert len(written) - before <= 256 + 63
    assert len(written) == 1_000


def test_a_slow_write_gives_the_loop_back_sooner() -> None:
    loop, written = FakeLoop(), list[str]()

    def slow_room() -> Iterator[int]:
        for count in room("agora", 256, written):
            loop.now += 0.0015
            yield count

    Turns(loop).add(slow_room())
    assert len(written) == 128
    loop.turn()
    assert len(written) == 256


def test_a_small_room_does_not_wait_for_a_large_one() -> None:
    loop, written = FakeLoop(), list[str]()
    turns = Turns(loop)
    turns.add(room("agora", 9_000, written))
    turns.add(room("cuisine", 5, written))
    loop.turn()
    assert written.count("cuisine") == 5
    assert written.count("agora") < 600


def test_a_writing_that_fails_takes_no_other_with_it() -> None:
    loop, written = FakeLoop(), list[str]()
    turns = Turns(loop)

    def failing() -> Iterator[int]:
        yield 64
        raise RuntimeError

    turns.add(room("agora", 256, written))
    turns.add(failing())
    turns.add(room("cuisine", 256, written))
    with pytest.raises(RuntimeError):
        while loop.soon:
            loop.turn()
    turns.add(room("minuit", 3, written))
    while loop.soon:
        loop.turn()
    assert (written.count("cuisine"), written.count("minuit")) == (256, 3)
