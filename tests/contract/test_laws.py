"""Laws of the store, on random plays: every adapter does the same, and a resume rebuilds what is shown."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.domain.log import LogEvent
from palabre.domain.passing import Passing
from palabre.ports.store import Store
from tests.contract.board import Listener, Move, Table, moves, not_empty
from tests.contract.play import Act, Stage, plays
from tests.contract.reader import Reader
from tests.contract.scene import open_room, texts_in

names = (f"play-{number}" for number in count())
shared_store = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def new_memory() -> MemoryStore:
    return MemoryStore(LocalBus(), AesGcmSealer())


@shared_store
@given(play=plays)
async def test_every_store_does_what_memory_does(store: Store, play: list[Act]) -> None:
    name = next(names)
    model, stage = await Stage.open(new_memory(), name), await Stage.open(store, name)
    for act in play:
        assert await stage.do(act) == await model.do(act), act
    assert await stage.seen() == await model.seen()


@shared_store
@given(play=moves)
async def test_what_is_stored_and_what_is_passed_on_come_to_the_same_reactions(
    store: Store, published: list[LogEvent], passed_on: list[Passing], play: list[Move]
) -> None:
    name = next(names)
    table = Table(store, await open_room(store, name), name)
    published.clear()
    passed_on.clear()
    listener = Listener(table.room)
    for move in play:
        await table.play(move)
        listener.hear(published)
        listener.overhear(passed_on)
        published.clear()
        passed_on.clear()
        stored = await table.stored()
        assert not_empty(stored) == not_empty(table.standing)
        assert not_empty(listener.standing_from(table.first)) == not_empty(table.standing)


@settings(deadline=None, max_examples=150)
@given(before=plays, after=plays, kept=st.integers(0, 60))
async def test_an_old_window_and_the_events_since_make_a_fresh_window(
    before: list[Act], after: list[Act], kept: int
) -> None:
    stage = await Stage.open(new_memory(), next(names))
    for act in before:
        await stage.do(act)
    readers = [Reader(await stage.store.window(room.id, kept)) for room in stage.rooms]
    for act in after:
        await stage.do(act)
    for room, reader in zip(stage.rooms, readers, strict=True):
        fresh = await stage.store.window(room.id, 500)
        if reader.offset + 1 < fresh.first:
            continue  # what was missed is gone: such a reader is given the fresh window
        reader.read(await stage.store.since(room.id, reader.offset, 500))
        oldest = max(fresh.first, reader.start)
        assert reader.shown_from(oldest) == Reader(fresh).shown_from(oldest)


@settings(deadline=None, max_examples=100)
@given(play=plays, body=st.sampled_from(["Bonsoir", "Ça va ?"]))
async def test_offsets_are_dense_and_no_replay_shows_more_than_a_snapshot(play: list[Act], body: str) -> None:
    stage = await Stage.open(new_memory(), next(names))
    for act in play:
        await stage.do(act)
    for room in stage.rooms:
        window = await stage.store.window(room.id, 500)
        events = await stage.store.since(room.id, 0, 500)
        assert [event.offset for event in events] == list(range(window.first, window.head + 1))
        assert texts_in(events) == {message.body for message in Reader(window).messages.values()}
