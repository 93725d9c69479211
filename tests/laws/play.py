"""A play: whatever three guests and an operator may do to agora, one act after the other."""

import json
from dataclasses import dataclass, field
from typing import Any

from palabre.domain.reaction import KINDS
from tests.cast import MINUTE, Stage, Tab, assert_done, set_stage, settings_of

ACTS = (
    *("post",) * 8,
    *("edit",) * 3,
    *("remove",) * 2,
    "reply",
    "erase",
    "rename",
    "room",
    "leave",
    "lose",
    "look",
    "wait",
    "wait_long",
    *("react",) * 4,
    "type",
    "mention",
)
# Of the reader; who shows someone again has to enter afresh.
HIDING = ("hide", "hide", "show")
PLAYERS = ("Ana", "Bilal")
# Letters no two of which look alike, alone or in pairs.
UNLIKE = "abcdefghjkmpqstuxyz"
LINES = (
    "Bonsoir à tous",
    "On parlait du marché des Lices…",
    "👩🏽‍🚀 et l’e\u0301clair",
    "Deux\nlignes",
    "<script>alert(1)</script>",
    "\u202eà l’envers\u202c",
    "x" * 400,
)


@dataclass
class Play:
    """Chloé reads all along; Ana and Bilal come, write, take back and go."""

    stage: Stage
    tabs: dict[str, Tab] = field(default_factory=dict)
    written: list[tuple[str, str]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    """Every text that was edited away, removed or erased."""
    texts: dict[str, str] = field(default_factory=dict)
    count: int = 0

    @classmethod
    async def begin(cls, *, seed: int = 0, messages_h: int = 1) -> "Play":
        play = cls(await set_stage(settings_of(messages_h=messages_h), seed=seed))
        play.tabs["Chloé"] = await play.stage.guest("Chloé", "agora")
        for player in PLAYERS:
            play.tabs[player] = await play.stage.guest(player, "agora")
        return play

    @property
    def reader(self) -> Tab:
        return self.tabs["Chloé"]

    @property
    def aside(self) -> Tab:
        """Another tab of Chloé's, in no room."""
        return self.stage.tab(self.stage.house.http.guests.book.live(self.reader.visitor.session_id or ""))

    def name_of(self, who: str) -> str:
        """What they were called when they last entered."""
        return str(self.tabs[who].received("room.entered")[-1]["you"]["nickname"])

    async def act(self, kind: str, who: str, number: int) -> None:
        """Do one thing; `number` chooses among what there is to choose from."""
        self.count += 1
        await getattr(self, f"_{kind}")(who, number)

    async def _post(self, who: str, number: int, before: str = "", **fields: Any) -> None:
        text = f"{before}{LINES[number % len(LINES)]} ({self.count})"
        key = f"play-message-{self.count:06}"
        reply = await self.tabs[who].post(text, client_message_id=key, **fields)
        assert_done(reply)
        self.written.append((who, reply["message_id"]))
        self.texts[reply["message_id"]] = text

    async def _reply(self, who: str, number: int) -> None:
        """To a message that is still kept; an hour is short."""
        kept = [message_id for _, message_id in self.written if message_id in self.stage.store.tables.posts]
        if kept:
            await self._post(who, number, reply_to=kept[number % len(kept)])

    async def _react(self, who: str, number: int) -> None:
        if self.written:
            message_id = self.written[number % len(self.written)][1]
            fields = {"reaction": KINDS[number % len(KINDS)], "on": number % 3 > 0}
            reply = await self.tabs[who].ask("reaction.set", room="agora", message_id=message_id, **fields)
            assert reply.get("code") in (None, "not_found"), reply

    async def _type(self, who: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("typing.start", room="agora"))

    async def _mention(self, who: str, number: int) -> None:
        await self._post(who, number, before=f"@{self.name_of('Chloé')} @{self.name_of(PLAYERS[number % 2])} ")

    async def _hide(self, who: str, number: int) -> None:
        """Chloé hides them from a tab that is in no room."""
        tag = self.tabs[who].received("room.entered")[-1]["you"]["tag"]
        reply = await self.aside.ask("guest.hide", room="agora", tag=tag)
        assert reply.get("code") in (None, "not_found"), reply

    async def _show(self, who: str, number: int) -> None:
        hidden = await self.stage.house.http.guests.hidden.list(self.reader.visitor.session_id or "")
        for person in hidden[0][1] if hidden else ():
            assert_done(await self.aside.ask("guest.hide", room="agora", tag=person.tag, hidden=False))
        if self.reader.visitor.is_open:
            await self.reader.enter()

    async def _edit(self, who: str, number: int) -> None:
        message_id = self._own(who, number)
        if message_id is None:
            return
        text = f"{LINES[number % len(LINES)]} (bis {self.count})"
        reply = await self.tabs[who].ask("message.edit", room="agora", message_id=message_id, body=text)
        if reply["type"] == "ok":
            self._lost(message_id)
            self.texts[message_id] = text

    async def _remove(self, who: str, number: int) -> None:
        message_id = self._own(who, number)
        if message_id is not None:
            reply = await self.tabs[who].ask("message.remove", room="agora", message_id=message_id)
            if reply["type"] == "ok":
                self._lost(message_id)

    async def _erase(self, who: str, number: int) -> None:
        session = self.stage.house.http.guests.book.live(self.tabs[who].visitor.session_id or "")
        assert session is not None
        await self.stage.house.http.guests.leaving.erase(session)
        for message_id in [message_id for author, message_id in self.written if author == who]:
            self._lost(message_id)
        self.written = [(author, message_id) for author, message_id in self.written if author != who]
        # The old nickname stays reserved for 30 minutes, even for them.
        self.tabs[who] = await self.stage.guest(self._new_name(who), "agora")

    async def _rename(self, who: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("nickname.change", room="agora", nickname=self._new_name(who)))

    async def _room(self, who: str, number: int) -> None:
        changes = {"topic": f"Sujet {number}", "slow_mode": 0}
        entry = json.dumps({"slug": "agora", "changes": changes}).encode()
        await self.stage.store.append_control("room.edit", entry, self.stage.clock.now_ms())
        await self.stage.house.steering.follow()

    async def _leave(self, who: str, number: int) -> None:
        assert_done(await self.tabs[who].ask("room.leave", room="agora"))
        await self.tabs[who].enter()

    async def _lose(self, who: str, number: int) -> None:
        session_id = self.tabs[who].visitor.session_id
        self.tabs[who].lose()
        session = self.stage.house.http.guests.book.live(session_id or "")
        self.tabs[who] = self.stage.tab(session)
        await self.tabs[who].enter()

    async def _look(self, who: str, number: int) -> None:
        passer_by = await self.stage.spectator("agora")
        assert not any(text in passer_by.text for text in self.gone)
        if number % 2:
            passer_by.lose()

    async def _wait(self, who: str, number: int) -> None:
        await self.stage.step(number % 7 / 2)

    async def _wait_long(self, who: str, number: int) -> None:
        await self.stage.step(7 * MINUTE)

    def _new_name(self, who: str) -> str:
        first, last = divmod(self.count, len(UNLIKE))
        return f"{who} {UNLIKE[first]}{UNLIKE[last]}"

    def _own(self, who: str, number: int) -> str | None:
        own = [message_id for author, message_id in self.written if author == who]
        return own[number % len(own)] if own else None

    def _lost(self, message_id: str) -> None:
        text = self.texts.pop(message_id, None)
        if text is not None:
            self.gone.add(json.dumps(text, ensure_ascii=False)[1:-1])
