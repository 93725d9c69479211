"""Waves: many newcomers in a minute, more than usual; a prefix from which many come; both in bounded memory."""

from palabre.domain.moderation.waves import PREFIXES_KEPT, WAVE_LASTS_S, JoinWave, PrefixCounts


def test_as_many_as_are_allowed_are_no_wave_and_one_more_is() -> None:
    wave = JoinWave(10)
    assert not any(wave.opened(100.0) for _ in range(10))
    assert not wave.is_on(100.0)
    assert wave.opened(101.0)
    assert not wave.opened(102.0)
    assert wave.began(102.0) == 101.0 - 60


def test_those_that_come_one_after_the_other_are_no_wave() -> None:
    wave = JoinWave(10)
    assert not any(wave.opened(7.0 * number) for number in range(1_000))


def test_what_is_usual_is_no_wave_however_much() -> None:
    wave = JoinWave(10)
    busy = [wave.opened(1_000 + number) for number in range(3_600)]
    assert not any(busy[600:])


def test_a_wave_lasts_five_minutes_after_its_last_sign() -> None:
    wave = JoinWave(2)
    for at in (0.0, 1.0, 2.0, 3.0):
        wave.opened(at)
    assert wave.is_on(3.0 + WAVE_LASTS_S - 1)
    assert wave.began(3.0 + WAVE_LASTS_S) is None


def test_a_prefix_presses_while_its_last_sessions_lie_within_ten_minutes() -> None:
    prefixes = PrefixCounts(2)
    assert not prefixes.is_on(0.0)
    for at in (0.0, 300.0, 599.0):
        prefixes.opened("203.0.113.0/24", at)
    assert prefixes.presses("203.0.113.0/24", 599.0)
    assert prefixes.is_on(599.0)
    assert not prefixes.presses("203.0.113.0/24", 600.0)
    assert not prefixes.presses("198.51.100.0/24", 599.0)


def test_prefixes_are_bounded_and_the_oldest_go_first() -> None:
    prefixes = PrefixCounts(1)
    for number in range(PREFIXES_KEPT + 1):
        for _ in range(2):
            prefixes.opened(f"prefix-{number}", 0.0)
    assert not prefixes.presses("prefix-0", 0.0)
    assert prefixes.presses("prefix-1", 0.0)
