"""A play in private: three adults, a guest who proved nothing and a moderator, one act after the other."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.cast import Json, Stage, Tab, set_stage
from tests.tools.neighbour import Neighbour, at_desk, neighbour, newcomer, requested

ADULTS = ("Ana", "Bilal", "Chloé")
EVERYONE = (*ADULTS, "Diane")
ACTS = (
    "make",
    *("join",) * 3,
    *("enter",) * 2,
    *("post",) * 4,
    "edit",
    "take_back",
    "react",
    "type",
    "rename",
    "leave",
    "remove",
    "close",
    "change",
    "unprove",
    "prove",
    "lose",
    "another_tab",
    "visit",
    "talk",
    "end_talk",
    "wait",
    "wait_long",
)


@dataclass
class Place:
    """A private room or a conversation as the play knows it: who may be told of it, and what was said there."""

    slug: str
    owner: str
    inside: set[str]
    ever: set[str]
    code: str = ""
    said: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class PrivatePlay:
    """Whoever is in no place is told nothing of it: `look` is called after every act."""

    stage: Stage
    people: dict[str, Neighbour] = field(default_factory=dict)
    tabs: dict[str, list[Tab]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    unproven: set[str] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)
    count: int = 0

    @classmethod
    async def begin(cls) -> "PrivatePlay":
        play = cls(await set_stage())
        for name in EVERYONE:
            person = await (neighbour if name in ADULTS else newcomer)(play.stage, name)
            play.people[name], play.tabs[name] = person, [person.tab]
            await person.tab.enter("agora")
        play.unproven.add("Diane")
        return play

    async def act(self, kind: str, who: str, number: int) -> None:
        """Do one thing; `number` chooses among what there is to choose from. What is refused is refused."""
        self.count += 1
        before = [set(place.inside) for place in self.places]
        acts: dict[str, Callable[[str, int], Awaitable[None]]] = {
            name: getattr(self, f"_{name}") for name in dict.fromkeys(ACTS)
        }
        unproven = set(self.unproven)
        await acts[kind](who, number)
        await self.stage.step(0.1)
        self.look(before, unproven)

    def look(self, before: list[set[str]], unproven: set[str]) -> None:
        """Nobody was told of a place they were not in, before the act or after it."""
        for number, place in enumerate(self.places):
            was = before[number] - unproven if number < len(before) else set()
            entitled = was | (place.inside - self.unproven)
            for name, tabs in self.tabs.items():
                for tab in tabs:
                    told = [event for event in self._news(tab) if event.get("room") == place.slug]
                    assert not [event for event in told if is_of_room(event)] or name in entitled, (name, told)
        for tabs in self.tabs.values():
            for tab in tabs:
                self.seen[id(tab)] = len(tab.frames)
        self._look_at_words()

    def _look_at_words(self) -> None:
        """What was said in a place was never told to who was never in it."""
        for place in self.places:
            for name, tabs in self.tabs.items():
                if name not in place.ever:
                    text = "".join(tab.text for tab in tabs)
                    assert not [body for _, body in place.said if body in text], name

    def _news(self, tab: Tab) -> list[Json]:
        return [frame for frame in tab.frames[self.seen.get(id(tab), 0) :] if "ref" not in frame]

    def _place(self, number: int, who: str = "") -> Place | None:
        found = [place for place in self.places if not who or who in place.inside]
        return found[number % len(found)] if found else None

    def _tab(self, who: str, number: int) -> Tab:
        return self.tabs[who][number % len(self.tabs[who])]

    async def _make(self, who: str, number: int) -> None:
        person = self.people[who]
        made = await person.ask("POST", "/api/private-rooms", {"name": f"Salon {self.count}"})
        if made.status_code == 201:
            slug = str(made.json()["slug"])
            self.places.append(Place(slug, who, {who}, {who}))
            await person.come(slug)
            invited = await person.ask("POST", f"/api/private-rooms/{slug}/invitations", {"uses": 50})
            self.places[-1].code = str(invited.json().get("link", "")).partition("#")[2]

    async def _join(self, who: str, number: int) -> None:
        place = self._place(number)
        if place is not None and place.code:
            entered = await self.people[who].accept(place.code, f"{who} {self.count}")
            if entered.status_code == 200:
                place.inside.add(who)
                place.ever.add(who)
                await self.people[who].come(place.slug)

    async def _enter(self, who: str, number: int) -> None:
        """Let in or not: whoever is not in it tries too."""
        place = self._place(number)
        if place is not None:
            await self.people[who].come(place.slug)

    async def _post(self, who: str, number: int) -> None:
        place = self._place(number)
        if place is not None:
            body = f"Entre nous, phrase {self.count} de {who}."
            place.said.append(("", body))
            reply = await self._tab(who, number).post(body, room=place.slug)
            place.said[-1] = (str(reply.get("message_id", "")), body)

    async def _about(self, who: str, number: int, kind: str, **fields: object) -> None:
        place = self._place(number)
        if place is not None and place.said:
            message_id = place.said[number % len(place.said)][0] or "none"
            await self._tab(who, number).ask(kind, room=place.slug, message_id=message_id, **fields)

    async def _edit(self, who: str, number: int) -> None:
        await self._about(who, number, "message.edit", body=f"Entre nous, phrase {self.count} changée.")

    async def _take_back(self, who: str, number: int) -> None:
        await self._about(who, number, "message.remove")

    async def _react(self, who: str, number: int) -> None:
        await self._about(who, number, "reaction.set", reaction="like")

    async def _type(self, who: str, number: int) -> None:
        if (place := self._place(number)) is not None:
            await self._tab(who, number).ask("typing.start", room=place.slug)

    async def _rename(self, who: str, number: int) -> None:
        if (place := self._place(number)) is not None:
            await self._tab(who, number).ask("nickname.change", room=place.slug, nickname=f"Autre {self.count}")

    async def _leave(self, who: str, number: int) -> None:
        if (place := self._place(number, who)) is not None:
            left = await self.people[who].ask("POST", f"/api/private-rooms/{place.slug}/leave", {})
            if left.status_code == 204:
                place.inside.discard(who)

    async def _remove(self, who: str, number: int) -> None:
        place = self._place(number, who)
        if place is None:
            return
        info = await self.people[who].ask("GET", f"/api/private-rooms/{place.slug}")
        others = [person for person in info.json().get("people", []) if not person["you"]]
        if others:
            path = f"/api/private-rooms/{place.slug}/members/{others[0]['tag']}/removal"
            removed = await self.people[who].ask("POST", path, {"reason": "Assez."})
            if removed.status_code == 204:
                members = self.stage.house.members
                room = self.stage.house.http.rooms.directory.by_slug(place.slug)
                left = {name for name in place.inside if room and members.is_in(room.id, self.people[name].session.id)}
                assert len(left) == len(place.inside) - 1
                place.inside = left

    async def _close(self, who: str, number: int) -> None:
        if number % 3 == 0 and (place := self._place(number, who)) is not None:
            closed = await self.people[who].ask("DELETE", f"/api/private-rooms/{place.slug}")
            if closed.status_code == 204:
                place.inside.clear()

    async def _change(self, who: str, number: int) -> None:
        if (place := self._place(number)) is not None:
            path = f"/api/private-rooms/{place.slug}"
            await self.people[who].ask("PATCH", path, {"name": f"Salon {self.count}"})

    async def _unprove(self, who: str, number: int) -> None:
        await self.stage.house.adulthood.upholding.end(self.people[who].session.id, "ended")
        self.unproven.add(who)

    async def _prove(self, who: str, number: int) -> None:
        if who in ADULTS and who in self.unproven:
            await self.stage.prove(self.people[who].session, self.people[who].browser)
            self.unproven.discard(who)

    async def _lose(self, who: str, number: int) -> None:
        """The network goes away; another tab comes, in no room."""
        tab = self.people[who].tab
        if tab.visitor.is_open:
            tab.lose()
        await self._another_tab(who, number)

    async def _another_tab(self, who: str, number: int) -> None:
        if len(self.tabs[who]) < MAX_TABS:
            person = self.people[who]
            person.tab = self.stage.tab(person.session)
            person.page_key = ""
            self.tabs[who].append(person.tab)

    async def _visit(self, who: str, number: int) -> None:
        """A moderator reads it at the desk, who says so in it; conversations they are not shown."""
        for row in (await at_desk(self.stage, "Mo", "GET", "/api/desk/private-rooms")).json()["rooms"]:
            await at_desk(self.stage, "Mo", "GET", f"/api/desk/rooms/{row['handle']}/messages")
        listed = (await requested(self.stage, "GET", "/api/rooms")).text
        assert not [place.slug for place in self.places if place.slug in listed]

    async def _talk(self, who: str, number: int) -> None:
        """Asks for a conversation with somebody who wrote in agora, who accepts."""
        others = [name for name in ADULTS if name != who]
        other = others[number % len(others)]
        if not self._tab(other, 0).visitor.is_open:
            return
        await self._tab(other, 0).post(f"Bonsoir de {other} {self.count}", room="agora")
        posted = [event["message"] for event in self.people[who].tab.received("message.posted")]
        tags = [each["author"]["tag"] for each in posted if f"Bonsoir de {other} " in each["body"]]
        if not tags:
            return
        await self.people[who].say("conversation.request", room="agora", tag=tags[-1])
        await self.stage.step(2)
        asked = [event["request"] for event in self.people[other].tab.received("conversation.requested")]
        accepted = await self.people[other].say("conversation.accept", request=asked[-1] if asked else "none")
        if accepted["type"] == "ok" and accepted["conversation"] not in [place.slug for place in self.places]:
            slug = str(accepted["conversation"])
            self.places.append(Place(slug, who, {who, other}, {who, other}))
            for name in (who, other):
                await self.people[name].come(slug)

    async def _end_talk(self, who: str, number: int) -> None:
        place = self._place(number, who)
        if place is not None and place.slug.startswith("c-"):
            ended = await self.people[who].say("conversation.end", conversation=place.slug)
            if ended["type"] == "ok":
                place.inside.discard(who)

    async def _wait(self, who: str, number: int) -> None:
        await self.stage.step(number % 60)

    async def _wait_long(self, who: str, number: int) -> None:
        """Proofs end by themselves."""
        await self.stage.step(3_700)
        proofs = self.stage.house.adulthood.proofs
        self.unproven |= {name for name in ADULTS if not proofs.is_adult(self.people[name].session.id)}


MAX_TABS = 3


def is_of_room(event: Json) -> bool:
    """Whether it tells of what happens in a room: that one is in it no more is one's own."""
    return str(event["type"]) != "membership.ended"
