"""Six words under a message: put, taken away, counted, told once in a while."""

import pytest

from palabre.domain.passing import ReactionsChanged
from palabre.services.reacting import Reacting
from tests.cast import Json, Stage, Tab, assert_done, assert_refused, refused, set_stage


async def scene() -> tuple[Stage, Tab, Tab, str]:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    return stage, ana, bilal, (await ana.post("Le marché est samedi"))["message_id"]


async def react(tab: Tab, message_id: str, reaction: str = "thanks", *, on: bool = True, room: str = "agora") -> Json:
    return await tab.ask("reaction.set", room=room, message_id=message_id, reaction=reaction, on=on)


async def test_the_reply_carries_what_stands_and_everyone_is_told_within_a_quarter_of_a_second() -> None:
    stage, ana, bilal, message_id = await scene()
    spectator = await stage.spectator("agora")
    assert (await react(bilal, message_id))["counts"] == {"thanks": 1}
    reply = await react(ana, message_id, "agree")
    assert reply["counts"] == {"thanks": 1, "agree": 1}
    await stage.step(0.25)
    for tab in (ana, bilal, spectator):
        (event,) = tab.received("reactions.changed")
        assert (event["counts"], event["version"]) == (reply["counts"], reply["version"])
        assert event["message_id"] == message_id


async def test_a_storm_on_one_message_is_one_frame_an_interval_and_the_versions_told_only_grow() -> None:
    stage, ana, bilal, message_id = await scene()
    other = (await ana.post("Autre"))["message_id"]
    for number in range(20):
        for tab in (ana, bilal):
            await react(tab, (message_id, other)[number % 2], on=number % 4 < 2)
    await stage.step(0.25)
    told = ana.received("reactions.changed")
    assert len(told) == 2
    assert [event["version"] for event in told] == sorted(event["version"] for event in told)
    await stage.step(0.25)
    assert len(ana.received("reactions.changed")) == 2


async def test_asking_for_what_is_so_already_is_answered_and_told_to_nobody() -> None:
    stage, ana, bilal, message_id = await scene()
    first = await react(bilal, message_id)
    await stage.step(1)
    assert (await react(bilal, message_id))["version"] == first["version"]
    await stage.step(1)
    assert len(ana.received("reactions.changed")) == 1


async def test_a_newcomer_is_told_the_counts_and_a_guest_their_own() -> None:
    stage, ana, bilal, message_id = await scene()
    await react(bilal, message_id)
    state = await bilal.enter()
    (told,) = state["reactions"]
    assert (told["message_id"], told["counts"]) == (message_id, {"thanks": 1})
    assert state["you"]["reacted"] == {message_id: ["thanks"]}
    assert "reacted" not in (await ana.enter())["you"]
    spectator = await stage.spectator("agora")
    assert spectator.received("room.entered")[0]["reactions"] == [told]


async def test_who_comes_back_is_told_what_changed_meanwhile_and_no_more() -> None:
    _, ana, bilal, message_id = await scene()
    other = (await ana.post("Autre"))["message_id"]
    await react(bilal, message_id)
    state = await ana.enter()
    here = {"epoch": state["epoch"], "offset": state["offset"]}
    version = state["reactions"][0]["version"]
    assert "reactions" not in await ana.enter(since=here | {"reactions": version})
    await react(bilal, other, "funny")
    await react(bilal, message_id, on=False)
    told = (await ana.enter(since=here | {"reactions": version}))["reactions"]
    assert [(each["message_id"], each["counts"]) for each in told] == [(other, {"funny": 1}), (message_id, {})]
    assert len((await ana.enter(since=here))["reactions"]) == 2


async def test_a_message_without_text_has_no_reactions() -> None:
    stage, ana, bilal, message_id = await scene()
    await react(bilal, message_id)
    assert_done(await ana.ask("message.remove", room="agora", message_id=message_id))
    await stage.step(1)
    assert bilal.received("reactions.changed") == []
    assert "reactions" not in await bilal.enter()
    assert_refused(await react(bilal, message_id), "not_found")


async def test_an_erasure_takes_ones_reactions_with_it_and_says_so() -> None:
    stage, ana, bilal, message_id = await scene()
    await react(bilal, message_id)
    await stage.step(1)
    session = stage.house.http.guests.book.live(bilal.visitor.session_id or "")
    assert session is not None
    await stage.house.http.guests.leaving.erase(session)
    await stage.step(1)
    assert [event["counts"] for event in ana.received("reactions.changed")] == [{"thanks": 1}, {}]


async def test_a_page_carries_the_reactions_of_its_messages() -> None:
    stage, _, bilal, message_id = await scene()
    await react(bilal, message_id)
    page = await stage.house.http.rooms.reading.page("agora", 2**53 - 1)
    assert [(each.message_id, each.counts()) for each in page.reactions] == [(message_id, {"thanks": 1})]
    one = await stage.house.http.rooms.reading.message("agora", message_id)
    assert one.reactions == page.reactions


@pytest.mark.parametrize("message_id", ["m404", "elsewhere"])
async def test_what_is_not_in_the_room_is_not_found(message_id: str) -> None:
    _, ana, bilal, _ = await scene()
    await ana.enter("cuisine")
    elsewhere = (await ana.post("Ailleurs", room="cuisine"))["message_id"]
    assert_refused(await react(bilal, elsewhere if message_id == "elsewhere" else message_id), "not_found")


async def test_the_service_itself_asks_for_a_guest_who_is_there() -> None:
    stage, _, bilal, message_id = await scene()
    reacting: Reacting = stage.house.welcome.dispatch._do.reacting
    room = stage.house.http.rooms.directory.open_room("cuisine")
    session = stage.house.http.guests.book.live(bilal.visitor.session_id or "")
    assert session is not None
    with refused("not_entered"):
        await reacting.react(room, session, message_id, "thanks", on=True)
    await stage.house.http.guests.leaving.leave(session)
    with refused("session_required"):
        await reacting.react(room, session, message_id, "thanks", on=True)


async def test_an_older_fact_never_overwrites_a_newer_one() -> None:
    stage, ana, bilal, message_id = await scene()
    facts: list[ReactionsChanged] = []
    stage.bus.listen_passing(lambda batch: facts.extend(each for each in batch if isinstance(each, ReactionsChanged)))
    await react(bilal, message_id)
    await react(ana, message_id)
    stage.bus.pass_on([facts[0]])
    assert (await bilal.enter())["reactions"][0]["counts"] == {"thanks": 2}
    await stage.step(1)
    assert [event["counts"] for event in bilal.received("reactions.changed")] == [{"thanks": 2}]
