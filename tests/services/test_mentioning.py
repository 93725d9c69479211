"""A guest is told that a message names them, and nobody else is."""

from tests.cast import Stage, Tab, assert_done, key, set_stage


async def scene(*names: str) -> tuple[Stage, list[Tab]]:
    """Guests listed in agora, and there in cuisine too."""
    stage = await set_stage()
    tabs = [await stage.guest(name, "agora", "cuisine") for name in names]
    for tab in tabs:
        assert_done(await tab.post())
    return stage, tabs


def noticed(tab: Tab) -> list[tuple[str, str]]:
    return [(event["room"], event["message_id"]) for event in tab.received("mention.noticed")]


async def test_every_tab_of_the_guest_in_the_room_is_told_after_the_message_and_nobody_else() -> None:
    stage, (ana, bilal, chloe) = await scene("Ana", "Bilal", "Chloé")
    session = stage.house.http.guests.book.live(chloe.visitor.session_id or "")
    other, elsewhere = stage.tab(session), stage.tab(session)
    await other.enter("agora")
    await elsewhere.enter("cuisine")
    reply = await ana.post("Bonsoir @chloe !")
    for tab in (chloe, other):
        assert noticed(tab) == [("agora", reply["message_id"])]
        assert [event["type"] for event in tab.events][-2:] == ["message.posted", "mention.noticed"]
    assert noticed(ana) == noticed(bilal) == noticed(elsewhere) == []


async def test_the_longest_name_is_meant_once_and_five_at_most() -> None:
    names = ("Ana", "Ana Lucia", "Bilal", "Chloé", "Dora", "Elias", "Fatou", "Gil")
    _, tabs = await scene(*names)
    assert_done(await tabs[-1].post("@Ana Lucia, @ana-lucia et @Ana Lucia"))
    assert [len(noticed(tab)) for tab in tabs] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert_done(await tabs[-1].post("@Bilal @Chloé @Dora @Elias @Fatou @Ana"))
    assert [len(noticed(tab)) for tab in tabs] == [1, 1, 1, 1, 1, 1, 1, 0]


async def test_oneself_a_reader_who_never_wrote_and_someone_who_left_are_not_told() -> None:
    stage, (ana, bilal) = await scene("Ana", "Bilal")
    reader = await stage.guest("Chloé", "agora")
    assert_done(await bilal.ask("room.leave", room="agora"))
    assert_done(await ana.post("@Ana @Chloé @Bilal"))
    assert noticed(ana) == noticed(reader) == noticed(bilal) == []


async def test_a_retry_and_an_edit_tell_nothing_more() -> None:
    _, (ana, bilal) = await scene("Ana", "Bilal")
    mine = key()
    reply = await ana.post("@Bilal", client_message_id=mine)
    assert (await ana.post("@Bilal", client_message_id=mine))["offset"] == reply["offset"]
    assert_done(await ana.ask("message.edit", room="agora", message_id=reply["message_id"], body="@Bilal, oui toi"))
    assert len(noticed(bilal)) == 1


async def test_a_new_nickname_is_called_and_the_old_one_no_more() -> None:
    _, (ana, bilal) = await scene("Ana", "Bilal")
    assert_done(await bilal.ask("nickname.change", room="agora", nickname="Basile"))
    assert_done(await ana.post("@Bilal"))
    assert noticed(bilal) == []
    assert_done(await ana.post("@basile"))
    assert len(noticed(bilal)) == 1


async def test_who_hides_the_author_in_any_room_is_not_told_and_the_author_cannot_tell() -> None:
    stage, (ana, bilal, chloe) = await scene("Ana", "Bilal", "Chloé")
    assert_done(await ana.post("Ici aussi", room="cuisine"))
    tag = next(event for event in ana.received("room.entered") if event["room"] == "cuisine")["you"]["tag"]
    assert_done(await chloe.ask("guest.hide", room="cuisine", tag=tag))
    before = len(ana.frames)
    assert_done(await ana.post("@Chloé @Bilal"))
    assert noticed(chloe) == [] and len(noticed(bilal)) == 1
    assert [frame["type"] for frame in ana.frames[before:]] == ["message.posted", "ok"]
    assert chloe.received("message.posted")[-1]["message"]["body"] == "@Chloé @Bilal"
    assert_done(await bilal.post("@Chloé"))
    assert len(noticed(chloe)) == 1
    await stage.step(1)


async def test_an_announcement_calls_nobody() -> None:
    stage, (ana,) = await scene("Ana")
    await stage.store.append_control("room.announce", b'{"slug":"agora","body":"@Ana"}', stage.clock.now_ms())
    await stage.house.steering.follow()
    assert ana.received("message.posted")[-1]["message"]["announcement"] is True
    assert noticed(ana) == []
