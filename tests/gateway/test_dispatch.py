"""Each command reaches its use case and is answered once, whatever happens there."""

import logging

import pytest

from tests.cast import assert_done, assert_refused, key, set_stage


async def test_a_defect_is_answered_and_only_its_type_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")

    async def broken(draft: object, record: object) -> None:
        raise KeyError("a text nobody may read")

    monkeypatch.setattr(stage.store, "post", broken)
    with caplog.at_level(logging.DEBUG):
        reply = await ana.post("a text nobody may read")
    assert_refused(reply, "unavailable")
    assert "KeyError" in caplog.text
    assert "nobody may read" not in caplog.text
    monkeypatch.undo()
    assert_done(await ana.post("Bonsoir"))


async def test_entering_is_answered_by_ok_then_by_one_state_without_anything_between() -> None:
    stage = await set_stage()
    bilal = await stage.guest("Bilal", "agora")
    ana = await stage.guest("Ana", "cuisine", "agora")
    assert_done(await bilal.post())
    kinds = [(frame["type"], frame.get("room")) for frame in ana.frames]
    assert kinds == [
        ("ok", None),
        ("room.entered", "cuisine"),
        ("ok", None),
        ("room.entered", "agora"),
        ("message.posted", "agora"),
    ]


async def test_a_guest_who_left_a_room_hears_nothing_more_of_it() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora", "cuisine"), await stage.guest("Bilal", "agora", "cuisine")
    assert_done(await ana.ask("room.leave", room="agora"))
    assert_done(await bilal.post(room="agora"))
    assert_done(await bilal.post(room="cuisine"))
    assert [event["room"] for event in ana.received("message.posted")] == ["cuisine"]
    assert_refused(await ana.post(room="agora"), "not_entered")
    assert_refused(await ana.ask("room.leave", room="agora"), "not_entered")


@pytest.mark.parametrize(
    ("since", "mode"),
    [
        ({"offset": 1}, "resumed"),
        ({"offset": 3}, "resumed"),
        ({"offset": 0}, "resumed"),
        ({"offset": 4}, "snapshot"),
        ({"offset": 2**53 - 1}, "snapshot"),
        ({"offset": 1, "epoch": "another"}, "snapshot"),
        ({"offset": 1, "epoch": ""}, "snapshot"),
    ],
)
async def test_what_cannot_be_resumed_is_answered_with_a_snapshot(since: dict[str, object], mode: str) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    for _ in range(3):
        assert_done(await ana.post())
    epoch = ana.received("room.entered")[0]["epoch"]
    state = await ana.enter(since={"epoch": epoch, **since})
    assert (state["mode"], state["offset"]) == (mode, 3)
    assert ("messages" in state, "events" in state) == (mode == "snapshot", mode == "resumed")


async def test_an_epoch_survives_a_restart_of_the_process() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    epoch = ana.received("room.entered")[0]["epoch"]
    assert all(room.epoch and len(room.epoch) <= 64 for room in await stage.store.rooms())
    assert (await ana.enter())["epoch"] == epoch


async def test_a_reply_to_a_message_carries_what_it_answers() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    first = await ana.post()
    assert_done(await ana.post("Oui", reply_to=first["message_id"], client_message_id=key()))
    assert ana.received("message.posted")[-1]["message"]["reply_to"] == first["message_id"]


async def test_shared_frames_carry_nothing_that_depends_on_the_viewer() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    spectator = await stage.spectator("agora")
    posted = await ana.post()
    assert_done(await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body="Bonne nuit"))
    assert_done(await ana.ask("message.remove", room="agora", message_id=posted["message_id"]))
    logs = [[event for event in tab.events if "offset" in event][1:] for tab in (ana, bilal, spectator)]
    assert len(logs[0]) == 3
    assert logs[0] == logs[1] == logs[2]


async def test_a_spectator_is_told_counts_and_never_names() -> None:
    stage = await set_stage()
    spectator = await stage.spectator("agora")
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Anaïs"))
    await stage.step(2)
    told = spectator.text
    assert '"people":null' in told and "Ana" not in told
    assert_done(await ana.post())
    await stage.step(2)
    change = spectator.received("presence.changed")[-1]
    assert change == {"type": "presence.changed", "room": "agora", "present": 1, "spectators": 1}
    assert "you" not in spectator.received("room.entered")[0]
