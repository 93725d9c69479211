"""An old snapshot and the events after it are the fresh snapshot, by whatever way they came."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.laws.fold import Reader, assert_same, assert_same_presence
from tests.laws.play import ACTS, HIDING, PLAYERS, Play

Act = tuple[str, str, int]
an_act = st.tuples(st.sampled_from((*ACTS, *HIDING)), st.sampled_from(PLAYERS), st.integers(0, 10_000))
acts = st.lists(an_act, max_size=15) | st.lists(an_act, min_size=40, max_size=90)
often = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@often
@given(acts)
async def test_a_reader_kept_up_to_date_knows_what_a_newcomer_is_told(play_acts: list[Act]) -> None:
    play = await Play.begin()
    spectator = await play.stage.spectator("agora")
    for act in play_acts:
        await play.act(*act)
    await play.stage.step(6)
    for tab in (play.reader, spectator):
        known = Reader()
        for event in list(tab.events):
            known.read(event)
        fresh = await tab.enter()
        assert_same(known, fresh, play.stage.clock.now_ms())
        assert_same_presence(known, fresh)


@often
@given(acts, st.integers(0, 10_000))
async def test_resuming_from_any_earlier_offset_comes_to_the_same(play_acts: list[Act], place: int) -> None:
    play = await Play.begin()
    known = Reader()
    resumed_after = place % (len(play_acts) + 1)
    for act in play_acts[:resumed_after]:
        await play.act(*act)
    known.read(await play.reader.enter())
    play.reader.lose()
    for act in play_acts[resumed_after:]:
        await play.act(*act)
    session = play.stage.house.http.guests.book.live(play.reader.visitor.session_id or "")
    back = play.stage.tab(session)
    since = {"epoch": known.epoch, "offset": known.offset, "reactions": known.version}
    known.read(await back.enter(since=since))
    assert not any(text in back.text for text in play.gone)
    if known.misses:
        known.read(await back.enter())
    assert_same(known, await back.enter(), play.stage.clock.now_ms())


@often
@given(acts)
async def test_nothing_taken_back_is_ever_told_again(play_acts: list[Act]) -> None:
    play = await Play.begin()
    for act in play_acts:
        await play.act(*act)
    everything = await play.stage.store.window(1, 10_000)
    page = await play.stage.house.http.rooms.reading.page("agora", 2**53 - 1)
    stream = play.stage.house.welcome.dispatch._shelf.at_hand(1)
    assert stream is not None
    for offset in range(stream.first - 1, stream.head + 1):
        resumed = b"".join(stream.resume(stream.epoch, offset) or []).decode()
        assert not any(text in resumed for text in play.gone)
    kept = {message.body for message in page.messages}
    kept |= {event.message.body for event in everything.events if hasattr(event, "message")}
    kept |= {event.body for event in everything.events if hasattr(event, "body")}
    assert not kept & {text.encode().decode("unicode_escape") for text in play.gone}


@often
@given(acts)
async def test_offsets_are_dense_in_every_room(play_acts: list[Act]) -> None:
    play = await Play.begin()
    for act in play_acts:
        await play.act(*act)
    reader = Reader()
    for event in play.reader.events:
        reader.read(event)
    head = (await play.stage.store.heads())[1]
    assert reader.offsets == list(range(1, head + 1))
