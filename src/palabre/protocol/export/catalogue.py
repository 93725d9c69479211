"""The catalogue: every struct, union, named choice and number of the wire, in the order they are told."""

import inspect
from types import ModuleType
from typing import Any, get_args

from msgspec import Struct

from palabre.domain.age import EndOfProof, Method
from palabre.domain.age_attempt import AttemptState, Device, Needs
from palabre.domain.binding import BrowserKey
from palabre.domain.care import CareKind
from palabre.domain.held import RefusedBy
from palabre.domain.message import Removal
from palabre.domain.moderation.circumstances import Cover
from palabre.domain.moderation.report import Category, SubjectKind
from palabre.domain.moderation.sanction import Measure, SanctionKind
from palabre.domain.passing import EndOfMembership
from palabre.domain.presence import Person
from palabre.domain.reaction import ReactionKind
from palabre.domain.refusal import RefusalCode, SlowReason
from palabre.domain.room import Readers
from palabre.domain.session import Locale
from palabre.protocol import age, conversations, limits, private_rooms, resources
from palabre.protocol.commands import AnyCommand, Since
from palabre.protocol.events import AnyEvent, LogFrame, PassingFrame
from palabre.protocol.replies import FailureCode, Reply, WireCode
from palabre.protocol.resources import Mode

Frame = type[Struct]


def structs_of(module: ModuleType) -> tuple[Frame, ...]:
    """The structs a module defines, in order of definition."""
    found = (value for value in vars(module).values() if inspect.isclass(value) and issubclass(value, Struct))
    return tuple(struct for struct in found if struct.__module__ == module.__name__)


COMMANDS: tuple[Frame, ...] = get_args(AnyCommand)
REPLIES: tuple[Frame, ...] = get_args(Reply)
LOG_EVENTS: tuple[Frame, ...] = get_args(LogFrame)
PASSING_EVENTS: tuple[Frame, ...] = get_args(PassingFrame)
AGE: tuple[Frame, ...] = (
    age.AgeMethod,
    age.AgeStanding,
    age.AttemptRequest,
    age.AttemptInfo,
    age.BrowserAsk,
    age.AttemptBegun,
)
RESOURCES: tuple[Frame, ...] = (
    Person,
    *structs_of(resources),
    *structs_of(conversations),
    *structs_of(private_rooms),
    Since,
    BrowserKey,
    *AGE,
)
FRAMES = (*COMMANDS, *REPLIES, *LOG_EVENTS, *PASSING_EVENTS)

UNIONS: dict[str, Any] = {
    "Command": AnyCommand,
    "Reply": Reply,
    "LogFrame": LogFrame,
    "PassingFrame": PassingFrame,
    "AnyEvent": AnyEvent,
}
FAILURE_CODES: tuple[FailureCode, ...] = (*get_args(RefusalCode), *get_args(WireCode))
CHOICES: dict[str, tuple[str, ...]] = {
    "Locale": get_args(Locale),
    "Readers": get_args(Readers),
    "Removal": get_args(Removal),
    "Mode": get_args(Mode),
    "ReactionKind": get_args(ReactionKind),
    "SlowReason": get_args(SlowReason),
    "Cover": get_args(Cover),
    "RefusedBy": get_args(RefusedBy),
    "CareKind": get_args(CareKind),
    "SanctionKind": get_args(SanctionKind),
    "Measure": get_args(Measure),
    "Category": get_args(Category),
    "SubjectKind": get_args(SubjectKind),
    "EndOfProof": get_args(EndOfProof),
    "AgeMethodName": get_args(Method),
    "AgeMethodKind": get_args(age.MethodKind),
    "AgeDevice": get_args(Device),
    "AttemptState": get_args(AttemptState),
    "AttemptNeeds": get_args(Needs),
    "ConversationState": get_args(conversations.ConversationState),
    "EndOfMembership": get_args(EndOfMembership),
    "FailureCode": FAILURE_CODES,
}
LIMITS: dict[str, int | str] = {name: value for name, value in vars(limits).items() if name.isupper()}


def type_of(frame: Frame) -> str:
    """The `type` a frame carries on the wire."""
    return str(frame.__struct_config__.tag)


def prose_of(frame: Frame) -> str:
    """What a struct's docstring says, without indentation."""
    return inspect.cleandoc(frame.__doc__ or "")
