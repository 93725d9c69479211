"""Nobody is told anything of a private room or a conversation they are not in, whatever anybody does."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.private_play import ACTS, EVERYONE, PrivatePlay

Step = tuple[str, str, int]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(EVERYONE), st.integers(0, 11)), max_size=30)
# Everyone is in, then somebody is not any more: each way out once, whatever chance comes upon.
CROWD: list[Step] = [("make", "Ana", 0), ("join", "Bilal", 0), ("join", "Chloé", 0), ("post", "Ana", 0)]
AFTERWARDS: list[Step] = [("post", "Ana", 0), ("edit", "Ana", 1), ("react", "Chloé", 0), ("type", "Chloé", 0)]
WAYS_OUT: tuple[Step, ...] = (
    ("leave", "Bilal", 0),
    ("remove", "Ana", 0),
    ("unprove", "Bilal", 0),
    ("close", "Ana", 0),
    ("lose", "Bilal", 0),
    ("wait_long", "Bilal", 0),
)


async def play(steps: list[Step]) -> PrivatePlay:
    found = await PrivatePlay.begin()
    for kind, who, number in steps:
        await found.act(kind, who, number)
    return found


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_nobody_is_told_of_a_place_they_are_not_in(steps: list[Step]) -> None:
    asyncio.run(play(steps))


def test_nothing_more_arrives_after_any_way_out() -> None:
    for way in WAYS_OUT:
        found = asyncio.run(play([*CROWD, way, *AFTERWARDS, ("enter", "Bilal", 0), *AFTERWARDS]))
        assert found.places[0].said


def test_two_talk_and_the_third_is_told_nothing() -> None:
    talk: list[Step] = [("talk", "Ana", 0), *[("post", who, 0) for who in EVERYONE], ("visit", "Diane", 0)]
    found = asyncio.run(play([*talk, ("end_talk", "Ana", 0), ("post", "Bilal", 0), ("enter", "Chloé", 0)]))
    assert [place.slug[:2] for place in found.places] == ["c-"]
    assert "Entre nous" in "".join(tab.text for tab in found.tabs["Bilal"])
