"""Chance."""

from palabre.adapters.chance import SeededChance, SystemChance


def test_the_system_gives_as_many_bytes_as_asked_and_never_the_same() -> None:
    drawn = {SystemChance().bytes(32) for _ in range(100)}
    assert len(drawn) == 100
    assert {len(each) for each in drawn} == {32}


def test_no_short_draw_shares_its_place_with_another() -> None:
    chance = SystemChance()
    sizes = [1 + number % 12 for number in range(3_000)]
    drawn = [chance.bytes(size) for size in sizes]
    assert [len(each) for each in drawn] == sizes
    long_enough = [each for each in drawn if len(each) > 8]
    assert len({*long_enough}) == len(long_enough)


def test_a_seed_repeats_its_bytes_in_order() -> None:
    one, same, other = SeededChance(1), SeededChance(1), SeededChance(2)
    drawn = [one.bytes(16) for _ in range(10)]
    assert [same.bytes(16) for _ in range(10)] == drawn
    assert other.bytes(16) not in drawn
    assert len(set(drawn)) == 10
