"""A play in which some of what Ana and Bilal write waits for a person, who releases it, refuses it or never comes."""

from dataclasses import dataclass, field

from palabre.domain.held import Held
from palabre.domain.staff import Staff
from tests.cast import MINUTE, assert_done
from tests.laws.play import Play

MO = Staff(number=1, name="Mo", role="moderator")
HELD_ACTS = (*("hold",) * 12, *("release",) * 5, *("refuse",) * 3, "settle", "nobody_comes")
PHONE = "appelle-moi au 06 39 98 12 34"


@dataclass
class Secret:
    """What nobody but `session_id` may be told: a mark in the text of a held message."""

    mark: str
    who: str
    session_id: str


@dataclass
class HeldPlay(Play):
    """`waiting` are the held messages; `buried` those that will never be shown."""

    waiting: dict[str, Secret] = field(default_factory=dict)
    buried: list[Secret] = field(default_factory=list)
    absences: int = 0

    async def act(self, kind: str, who: str, number: int) -> None:
        await super().act(kind, who, number)
        for message_id in list(self.waiting):
            if not isinstance(await self.stage.store.held_message(message_id), Held):
                self.buried.append(self.waiting.pop(message_id))

    async def _hold(self, who: str, number: int) -> None:
        mark = f"secret-{self.count}-"
        reply = await self.tabs[who].post(f"{mark} {PHONE}", client_message_id=f"play-message-{self.count:06}")
        if reply.get("code") != "slowed":
            assert_done(reply)
            assert reply["status"] == "held"
            session_id = self.tabs[who].visitor.session_id or ""
            self.waiting[reply["message_id"]] = Secret(mark, who, session_id)

    async def _release(self, who: str, number: int) -> None:
        if self.waiting:
            message_id = self._one_waiting(number)
            await self.stage.house.holding.release(message_id, MO)
            secret = self.waiting.pop(message_id)
            self.written.append((secret.who, message_id))
            self.texts[message_id] = f"{secret.mark} {PHONE}"

    async def _refuse(self, who: str, number: int) -> None:
        if self.waiting:
            await self.stage.house.holding.refuse(self._one_waiting(number), MO, f"Raison {number}")

    async def _settle(self, who: str, number: int) -> None:
        await self.stage.house.holding.settle(self.tabs[who].visitor.session_id or "")

    async def _nobody_comes(self, who: str, number: int) -> None:
        """Not so often that a session, idle for four hours, is over."""
        self.absences += 1
        if self.absences <= 3:
            await self.stage.step(31 * MINUTE)

    def _one_waiting(self, number: int) -> str:
        return sorted(self.waiting)[number % len(self.waiting)]

    def secrets(self) -> list[Secret]:
        return [*self.waiting.values(), *self.buried]

    def assert_told_to_their_authors_only(self) -> None:
        for tab in self.stage.tabs:
            told = tab.text
            others = [secret for secret in self.secrets() if secret.session_id != tab.visitor.session_id]
            assert [secret.mark for secret in others if secret.mark in told] == []
