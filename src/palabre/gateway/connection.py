"""One connection, without I/O: text in, effects out."""

from msgspec import Struct

from palabre.domain.allowance import Bucket, Rate
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.commands import AnyCommand, GuestHide, NicknameChange, RoomCommand, RoomEnter, RoomLeave
from palabre.protocol.encoding import Undecodable, decode_command, encode, failed
from palabre.protocol.replies import Failed, Reply

MAX_ROOMS = 12
MAX_WAITING = 64
# Well above a person's rhythm; below what would cost the room anything.
COMMANDS = Rate(20, 60)
MISTAKES = Rate(1 / 6, 20)
# Pings, pongs and empty fragments ask for nothing; a browser sends one pong in 25 s.
EMPTY_FRAMES = Rate(1, 60)
FOR_ANYONE = (RoomEnter, RoomLeave)
FROM_ANYWHERE = (NicknameChange, GuestHide)


class Send(Discreet, frozen=True):
    """Write this text to the connection."""

    payload: bytes


class Perform(Struct, frozen=True):
    """Carry out a command, in order, and answer it."""

    command: AnyCommand


class Close(Struct, frozen=True):
    """Close with this code."""

    code: CloseCode


Effect = Send | Perform | Close


class Connection:
    """What is true of one WebSocket: whose it is, where it has entered, what it may still send.

    Time is an argument, in monotonic seconds.
    """

    def __init__(self, *, connection_id: int, session_id: str | None, now: float, unlimited: bool = False) -> None:
        self.id = connection_id
        self.session_id = session_id
        self.rooms: set[str] = set()
        self.waiting = 0
        self._commands = Bucket(COMMANDS, now)
        self._mistakes = Bucket(MISTAKES, now)
        self._empty = Bucket(EMPTY_FRAMES, now)
        self._unlimited = unlimited

    def receive(self, text: bytes, now: float) -> Effect:
        """Take in one complete text message (at most 32 KiB, valid UTF-8)."""
        if self.waiting >= MAX_WAITING:
            return Close(CloseCode.FLOODING)
        try:
            command = decode_command(text)
        except Undecodable as mistake:
            return self._mistake(mistake.reply, now)
        wait = 0.0 if self._unlimited else self._commands.take(COMMANDS, now)
        if wait:
            slowed = Failed(ref=command.ref, code="flooding", message="Too many commands.", retry_after=wait)
            return self._mistake(slowed, now)
        refusal = self._refuse(command)
        if refusal is not None:
            return Send(encode(failed(command.ref, refusal)))
        self.waiting += 1
        return Perform(command)

    def receive_empty(self, now: float) -> Close | None:
        """Take in a frame that carries no text: many of them cost the server and are of no use to a guest."""
        return Close(CloseCode.FLOODING) if self._empty.take(EMPTY_FRAMES, now) else None

    def answered(self, reply: Reply) -> Send:
        """A command performed has its reply."""
        self.waiting -= 1
        return Send(encode(reply))

    def _mistake(self, reply: Failed, now: float) -> Effect:
        if self._mistakes.take(MISTAKES, now):
            return Close(CloseCode.FLOODING)
        return Send(encode(reply))

    def _refuse(self, command: AnyCommand) -> Refusal | None:
        return self._refuse_place(command) or self._refuse_person(command)

    def _refuse_person(self, command: AnyCommand) -> Refusal | None:
        if self.session_id is None and not isinstance(command, FOR_ANYONE):
            return Refusal("session_required")
        return None

    def _refuse_place(self, command: AnyCommand) -> Refusal | None:
        if not isinstance(command, RoomCommand) or command.room in self.rooms:
            return None
        if isinstance(command, RoomEnter):
            return Refusal("too_many_rooms", limit=MAX_ROOMS) if len(self.rooms) >= MAX_ROOMS else None
        return None if isinstance(command, FROM_ANYWHERE) else Refusal("not_entered")
