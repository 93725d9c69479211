"""What waits for a person is told to its author and to nobody else, whatever happens around it."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import Stage, Tab
from tests.laws.fold import Reader, assert_same
from tests.laws.held_play import HELD_ACTS, HeldPlay
from tests.laws.play import ACTS, PLAYERS

Act = tuple[str, str, int]
an_act = st.tuples(st.sampled_from((*ACTS, *HELD_ACTS)), st.sampled_from(PLAYERS), st.integers(0, 10_000))
acts = st.lists(an_act, max_size=15) | st.lists(an_act, min_size=30, max_size=70)
often = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


async def begun() -> HeldPlay:
    play = await HeldPlay.begin()
    assert isinstance(play, HeldPlay)
    return play


def another_tab(stage: Stage, tab: Tab) -> Tab:
    return stage.tab(stage.house.http.guests.book.live(tab.visitor.session_id or ""))


@often
@given(acts, st.integers(0, 10_000))
async def test_nothing_of_a_held_message_reaches_anyone_but_its_author(play_acts: list[Act], place: int) -> None:
    play = await begun()
    await play.stage.spectator("agora")
    since = await play.reader.enter()
    for number, act in enumerate(play_acts):
        await play.act(*act)
        if number == place % len(play_acts):
            since = await play.reader.enter()
    position = {"epoch": since["epoch"], "offset": since["offset"]}
    await another_tab(play.stage, play.reader).enter(since=position)
    await play.stage.guest("Passant", "agora")
    await play.stage.spectator("agora")
    play.assert_told_to_their_authors_only()
    page = await play.stage.house.http.rooms.reading.page("agora", 2**53 - 1)
    shown = "\n".join(message.body for message in page.messages)
    assert [secret.mark for secret in play.secrets() if secret.mark in shown] == []


@often
@given(acts)
async def test_an_author_kept_up_to_date_knows_what_waits_as_one_who_comes_back(play_acts: list[Act]) -> None:
    play = await begun()
    for act in play_acts:
        await play.act(*act)
    await play.stage.step(6)
    for player in PLAYERS:
        tab = play.tabs[player]
        known = Reader()
        for event in list(tab.events):
            known.read(event)
        fresh = await another_tab(play.stage, tab).enter()
        waiting = {held["message_id"]: held for held in fresh.get("held", ())}
        assert known.held == waiting
        stored = await play.stage.store.held_of(tab.visitor.session_id or "", 0)
        assert list(waiting) == [held.draft.id for held in stored.waiting]


@often
@given(acts)
async def test_an_old_snapshot_and_what_followed_is_the_fresh_one_also_with_released_messages(
    play_acts: list[Act],
) -> None:
    play = await begun()
    for act in play_acts:
        await play.act(*act)
    await play.stage.step(6)
    known = Reader()
    for event in list(play.reader.events):
        known.read(event)
    assert_same(known, await play.reader.enter(), play.stage.clock.now_ms())


@often
@given(acts)
async def test_every_held_message_is_settled_once_and_is_in_one_place(play_acts: list[Act]) -> None:
    play = await begun()
    for act in play_acts:
        await play.act(*act)
    tables = play.stage.store.tables
    for message_id, entry in tables.held.items():
        is_sealed = any(version.message_id == message_id for version in tables.sealed)
        state = entry.settlement.state if entry.settlement else "waiting"
        assert bool(entry.held.draft.body) == (state == "waiting")
        assert (message_id in tables.posts) <= (state == "released")
        assert is_sealed >= (state in ("refused", "dropped"))
