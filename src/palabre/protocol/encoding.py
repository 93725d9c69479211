"""Encoding: commands decoded strictly, frames encoded once."""

import re
from collections.abc import Sequence

import msgspec

from palabre.domain.refusal import Refusal
from palabre.protocol.commands import AnyCommand
from palabre.protocol.conversion import sanction_info
from palabre.protocol.events import AnyEvent
from palabre.protocol.limits import MAX_NUMBER
from palabre.protocol.replies import Failed, FailureCode, Reply

_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)
_encoder = msgspec.json.Encoder()
# A number of thousands of digits is a ValueError of Python's own, nesting without end a RecursionError.
NOT_JSON = (msgspec.DecodeError, ValueError, RecursionError)
_path = re.compile(r"at `\$\.([\w.]+)`")
_unknown_field = re.compile(r"unknown field `(\w+)`")
_missing_field = re.compile(r"missing required field `(\w+)`")


class Undecodable(Exception):
    """A frame that is not a command; carries the reply that says so."""

    def __init__(self, reply: Failed) -> None:
        super().__init__(reply.code)
        self.reply = reply


def decode_command(text: bytes) -> AnyCommand:
    """Decode one text frame; unknown types and fields are refused. Raises Undecodable."""
    try:
        return _commands.decode(text)
    except msgspec.ValidationError as error:
        raise Undecodable(_explain(text, str(error))) from None
    except NOT_JSON:
        raise Undecodable(MALFORMED) from None


def encode(frame: Reply | AnyEvent) -> bytes:
    """The JSON of a frame."""
    return _encoder.encode(frame)


def encode_with_list(frame: AnyEvent, field: str, items: Sequence[bytes]) -> bytes:
    """The JSON of `frame` with one more field: a list of items that are encoded already."""
    head = _encoder.encode(frame)
    return b'%b,"%b":[%b]}' % (head[:-1], field.encode(), b",".join(items))


def failed(ref: int | None, refusal: Refusal) -> Failed:
    """The reply to a command that was understood and declined."""
    return Failed(
        ref=ref,
        code=refusal.code,
        message=SENTENCES[refusal.code],
        retry_after=refusal.retry_after,
        limit=refusal.limit,
        rule=refusal.rule,
        words=refusal.words,
        reason=refusal.reason,
        explanation=refusal.explanation,
        sanction=sanction_info(refusal.sanction) if refusal.sanction else None,
        challenge=refusal.challenge,
    )


def _explain(text: bytes, error: str) -> Failed:
    """What is wrong with a frame, with its `ref` where that much can be read."""
    try:
        said = msgspec.json.decode(text)
    except NOT_JSON:
        return MALFORMED
    fields = said if isinstance(said, dict) else {}
    ref = _ref_in(fields)
    if isinstance(fields.get("type"), str) and "Invalid value" in error and "`$.type`" in error:
        return Failed(ref=ref, code="unknown_command", message=SENTENCES["unknown_command"])
    found = _unknown_field.search(error) or _missing_field.search(error) or _path.search(error)
    return Failed(
        ref=ref,
        code="invalid",
        message=SENTENCES["invalid"],
        field=found[1] if found else None,
    )


def _ref_in(fields: dict[str, object]) -> int | None:
    ref = fields.get("ref")
    return ref if isinstance(ref, int) and not isinstance(ref, bool) and 0 <= ref <= MAX_NUMBER else None


SENTENCES: dict[FailureCode, str] = {
    "appeal_made": "This decision was contested already.",
    "appeal_too_late": "The six months in which this decision could be contested are over.",
    "attempt_over": "This attempt is over, or what it waited for came before: begin another.",
    "banned": "A decision of the team keeps this guest out; `sanction` says which, and how to contest it.",
    "body_empty": "The message has no visible text.",
    "body_too_long": "The message is longer than the limit, in code points after NFC.",
    "body_unprintable": "The message holds control characters.",
    "challenge_failed": "This is not the answer, or it came too late, or it was used before.",
    "challenge_required": "Solve the challenge of `/api/challenge`, or wait the time given.",
    "code_wrong": "This is not the code; `limit` says how often it can still be tried.",
    "conflict": "This identifier was already used for something else.",
    "conversation_frozen": "Nobody writes in this conversation any more.",
    "conversation_paused": "The other cannot read for now: nothing is sent until they can.",
    "edit_too_late": "A message can be edited for five minutes.",
    "flooding": "Too many commands in too short a time.",
    "invalid": "The command does not have the expected fields.",
    "invitation_ended": "This invitation is over.",
    "kicked": "Put out of this room a moment ago; one may come back after the time given.",
    "malformed": "The frame is not valid JSON.",
    "muted": "A decision of the team keeps this guest from writing here; `sanction` says which.",
    "needs_settled": "Only guests who have been here for a while may do this.",
    "nickname_age": "A nickname that seems to say an age: choose another.",
    "nickname_changed_too_often": "Too many changes of nickname: try again after the time given.",
    "nickname_invalid": "A nickname is 2 to 24 letters of one script, digits, spaces and -_'.",
    "nickname_reserved": "This nickname is reserved for staff.",
    "nickname_taken": "Someone in this room has this nickname, or one that looks the same.",
    "not_entered": "Enter the room first.",
    "not_found": "There is no such room, message or guest.",
    "not_open_yet": "This place opens soon: nobody can come in yet.",
    "not_yours": "Only its author may do this.",
    "notice_incomplete": "A place, an explanation, a name and an e-mail address are needed.",
    "proof_required": "This room asks for an age proof, or the one that was given is over.",
    "proof_unbound": "Show to be the browser the age proof was given in: `age.bind`, with `challenge` signed.",
    "read_only_now": "Newcomers can only read for now.",
    "room_closed": "This room is closed.",
    "room_full": "This room is full.",
    "room_paused": "Nobody can write here until somebody of the team has looked at something urgent.",
    "screened": "A rule of this instance refuses these words.",
    "session_required": "This needs a session.",
    "slowed": "Too soon: try again after the time given.",
    "too_many_hidden": "Too many guests hidden: show some of them again first.",
    "too_many_invitations": "This room has as many invitations as it may have: revoke one first.",
    "too_many_requests": "As many requests as one may have are waiting: withdraw one, or wait.",
    "too_many_rooms": "Too many rooms entered on one connection.",
    "unattended": "Nobody of the team is here: this room is closed to writing until somebody is.",
    "unavailable": "Nothing was kept; try again in a moment.",
    "unknown_command": "There is no command of this type.",
    "writing_closed": "Writing is closed for this guest.",
}
MALFORMED = Failed(ref=None, code="malformed", message=SENTENCES["malformed"])
