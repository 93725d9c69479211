"""Hiding changes what its author sees of one tag in one room, and nothing else for anyone."""

import json
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from palabre.domain.reaction import KINDS
from tests.cast import Json, Stage, Tab, assert_done, set_stage
from tests.laws.hidden_view import HiddenView

ROOMS = ("agora", "cuisine")
ACTORS = ("Ana", "Bilal")
ACTS = (
    *("post",) * 6,
    *("edit",) * 3,
    "remove",
    "erase",
    *("react",) * 3,
    "rename",
    "type",
    "mention",
    "leave",
    "lose",
    "resume",
    "enter",
    "lag",
    "drain",
    "wait",
    "hide",
    "hide",
    "show",
)
# Letters no two of which look alike.
UNLIKE = "abcdefghjkmpqstuxyz"
Act = tuple[str, str, str, int]
an_act = st.tuples(st.sampled_from(ACTS), st.sampled_from(ACTORS), st.sampled_from(ROOMS), st.integers(0, 10_000))
scripts = st.lists(an_act, max_size=12) | st.lists(an_act, min_size=30, max_size=60)
often = settings(
    max_examples=50,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@dataclass
class Twins:
    """Two readers who do the same in both rooms, but that the first may hide Ana in agora; and two who write."""

    stage: Stage
    hides: bool
    tabs: dict[str, Tab] = field(default_factory=dict)
    written: list[tuple[str, str, str]] = field(default_factory=list)
    heard: dict[str, list[str]] = field(default_factory=dict)
    """Everything Ana and Bilal were ever told, word for word."""
    view: HiddenView = field(default_factory=lambda: HiddenView("agora"))
    seen: tuple[int, int] = (0, 0)
    count: int = 0

    @classmethod
    async def begin(cls, *, hides: bool = True) -> "Twins":
        twins = cls(await set_stage(), hides)
        for name in ("Chloé", "Dora", *ACTORS):
            twins.tabs[name] = await twins.stage.guest(name, *ROOMS)
        # Who came first saw fewer: from now on both are there.
        twins.seen = (len(twins.hider.events), len(twins.plain.events))
        return twins

    @property
    def hider(self) -> Tab:
        return self.tabs["Chloé"]

    @property
    def plain(self) -> Tab:
        return self.tabs["Dora"]

    async def act(self, kind: str, who: str, room: str, number: int) -> None:
        self.count += 1
        await getattr(self, f"_{kind}")(who, room, number)

    def compare(self) -> None:
        """What both were told since the last time differs as it must."""
        told = [frame for frame in self.hider.events[self.seen[0] :] if frame["type"] != "hiding.changed"]
        assert [without_you(frame) for frame in told] == [
            self.view.of(each) for each in self.plain.events[self.seen[1] :]
        ]
        self.seen = (len(self.hider.events), len(self.plain.events))

    async def _post(self, who: str, room: str, number: int, body: str = "Bonsoir") -> None:
        reply = await self.tabs[who].post(f"{body} {self.count}", room=room, client_message_id=f"twins-{self.count:06}")
        assert_done(reply)
        self.written.append((who, room, reply["message_id"]))

    async def _mention(self, who: str, room: str, number: int) -> None:
        await self._post(who, room, number, body="@Dora @Chloé @Ana @Bilal")

    async def _edit(self, who: str, room: str, number: int) -> None:
        for message_id in self._own(who, room, number):
            body = f"Bonne nuit {self.count}"
            await self.tabs[who].ask("message.edit", room=room, message_id=message_id, body=body)

    async def _remove(self, who: str, room: str, number: int) -> None:
        for message_id in self._own(who, room, number):
            await self.tabs[who].ask("message.remove", room=room, message_id=message_id)

    async def _react(self, who: str, room: str, number: int) -> None:
        here = [message_id for _, place, message_id in self.written if place == room]
        if here:
            fields = {"reaction": KINDS[number % len(KINDS)], "on": number % 3 > 0}
            await self.tabs[who].ask("reaction.set", room=room, message_id=here[number % len(here)], **fields)

    async def _rename(self, who: str, room: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("nickname.change", room=room, nickname=self._new_name(who)))

    async def _type(self, who: str, room: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("typing.start", room=room))

    async def _erase(self, who: str, room: str, number: int) -> None:
        session = self.stage.house.http.guests.book.live(self.tabs[who].visitor.session_id or "")
        assert session is not None
        await self.stage.house.http.guests.leaving.erase(session)
        self._note(who)
        self.written = [each for each in self.written if each[0] != who]
        self.tabs[who] = await self.stage.guest(self._new_name(who), *ROOMS)

    async def _leave(self, who: str, room: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("room.leave", room=room))
        await self.tabs[who].enter(room)

    async def _lose(self, who: str, room: str, number: int) -> None:
        self._note(who)
        await self._return(who, {})

    async def _resume(self, who: str, room: str, number: int) -> None:
        """Both readers lose their connection and come back where the one who hides nobody was.

        The other may know of fewer reactions: what was asked must be the same whether somebody hides or not.
        """
        self.compare()
        since = self._position(self.plain, number % 4)
        for name in ("Chloé", "Dora"):
            await self._return(name, since)
        self.seen = (0, 0)

    async def _enter(self, who: str, room: str, number: int) -> None:
        for tab in (self.hider, self.plain):
            await tab.enter(room)

    async def _lag(self, who: str, room: str, number: int) -> None:
        for tab in (self.hider, self.plain):
            self.stage.house.live.lags(tab.visitor)

    async def _drain(self, who: str, room: str, number: int) -> None:
        for tab in (self.hider, self.plain):
            tab.visitor.outbound.resume()

    async def _wait(self, who: str, room: str, number: int) -> None:
        await self.stage.step(number % 9 / 4)

    async def _hide(self, who: str, room: str, number: int) -> None:
        """The first reader hides Ana in agora, if there is anything of her; what they were told before stays told."""
        tag = self.tabs["Ana"].received("room.entered")[-len(ROOMS)]["you"]["tag"]
        await self._drain(who, room, number)
        if self.hides:
            self.compare()
            reply = await self.hider.ask("guest.hide", room="agora", tag=tag)
            if reply["type"] == "ok":
                self.view.tags.add(tag)

    async def _show(self, who: str, room: str, number: int) -> None:
        await self._drain(who, room, number)
        if self.hides:
            self.compare()
            for tag in self.view.tags:
                assert_done(await self.hider.ask("guest.hide", room="agora", tag=tag, hidden=False))
            self.view.tags.clear()

    async def _return(self, who: str, since: dict[str, Json]) -> None:
        tab = self.tabs[who]
        session = self.stage.house.http.guests.book.live(tab.visitor.session_id or "")
        tab.lose()
        self.tabs[who] = self.stage.tab(session)
        for room in ROOMS:
            await self.tabs[who].enter(room, since.get(room))

    def _position(self, tab: Tab, back: int) -> dict[str, Json]:
        """Where a reader is in each room, or a little before."""
        found = {}
        for room in ROOMS:
            frames = [frame for frame in tab.events if frame["room"] == room and "offset" in frame]
            offset = max(0, frames[-1]["offset"] - back)
            versions = [
                each["version"] for frame in tab.events for each in reactions_in(frame) if frame["room"] == room
            ]
            found[room] = {"epoch": frames[-1]["epoch"], "offset": offset, "reactions": max(versions, default=0)}
        return found

    def _own(self, who: str, room: str, number: int) -> list[str]:
        own = [message_id for author, place, message_id in self.written if (author, place) == (who, room)]
        return [own[number % len(own)]] if own else []

    def _new_name(self, who: str) -> str:
        first, last = divmod(self.count, len(UNLIKE))
        return f"{who} {UNLIKE[first]}{UNLIKE[last]}"

    def _note(self, who: str) -> None:
        self.heard.setdefault(who, []).append(self.tabs[who].text)


def reactions_in(frame: Json) -> list[Json]:
    return [frame] if frame["type"] == "reactions.changed" else frame.get("reactions", [])


def without_you(frame: Json) -> Json:
    return {name: value for name, value in frame.items() if name != "you"}


async def played(script: list[Act], *, hides: bool) -> Twins:
    twins = await Twins.begin(hides=hides)
    for act in script:
        await twins.act(*act)
    await twins.act("drain", "Ana", "agora", 0)
    await twins.stage.step(6)
    twins.compare()
    for who in ACTORS:
        twins._note(who)
    return twins


@often
@given(scripts)
async def test_one_who_hides_and_one_who_does_not_are_told_the_same_but_for_that_guest_there(script: list[Act]) -> None:
    twins = await played([("post", "Ana", "agora", 0), ("hide", "Ana", "agora", 0), *script], hides=True)
    for room in ROOMS:
        offsets = [frame["offset"] for frame in twins.hider.events if frame["room"] == room and "epoch" in frame]
        assert offsets == sorted(offsets)


@often
@given(scripts)
async def test_the_others_are_told_word_for_word_what_they_would_be_if_nobody_hid_anybody(script: list[Act]) -> None:
    acts: list[Act] = [("post", "Ana", "agora", 0), ("hide", "Ana", "agora", 0), *script]
    hiding, plain = await played(acts, hides=True), await played(acts, hides=False)
    assert hiding.heard == plain.heard
    assert hiding.plain.text == plain.plain.text


async def test_the_twins_see_a_difference_where_there_is_one() -> None:
    """Were hiding to do nothing, or too much, the comparison would say so."""
    twins = await Twins.begin()
    await twins.act("post", "Ana", "agora", 0)
    await twins.act("hide", "Ana", "agora", 0)
    await twins.act("post", "Ana", "agora", 0)
    await twins.act("post", "Ana", "cuisine", 0)
    withheld = [json.dumps(frame) for frame in twins.hider.received("message.hidden")]
    assert len(withheld) == 1 and "Bonsoir" not in withheld[0]
    assert [frame["room"] for frame in twins.hider.received("message.posted")] == ["agora", "cuisine"]
    twins.view.tags.clear()
    differs = False
    try:
        twins.compare()
    except AssertionError:
        differs = True
    assert differs
