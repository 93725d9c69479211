"""Examples: each frame once, as the real encoder writes it."""

import msgspec
from msgspec import Struct

from palabre.domain.binding import BrowserKey
from palabre.domain.held import EXPIRED
from palabre.domain.message import OPERATOR_TAG
from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.protocol.commands import (
    AgeBind,
    ConversationAccept,
    ConversationDecline,
    ConversationEnd,
    ConversationList,
    ConversationQuiet,
    ConversationRequest,
    ConversationWithdraw,
    GuestHide,
    MessageEdit,
    MessagePost,
    MessageRemove,
    NicknameChange,
    ReactionSet,
    ReadMark,
    RoomEnter,
    RoomLeave,
    Since,
    TypingStart,
)
from palabre.protocol.conversations import ConversationInfo, ReceivedRequest, SentRequest
from palabre.protocol.encoding import encode, encode_with_list, failed
from palabre.protocol.events import (
    CareOfferedEvent,
    ConversationChangedEvent,
    ConversationOpenedEvent,
    ConversationRequestedEvent,
    ConversationSettledEvent,
    CoverChangedEvent,
    GuestErasedEvent,
    HidingChangedEvent,
    MembershipEndedEvent,
    MentionNoticedEvent,
    MessageEditedEvent,
    MessageHeldEvent,
    MessageHiddenEvent,
    MessagePostedEvent,
    MessageRefusedEvent,
    MessageRemovedEvent,
    PresenceChangedEvent,
    ProofChangedEvent,
    ReactionsChangedEvent,
    RoomChangedEvent,
    RoomEntered,
    SanctionAppliedEvent,
    SanctionLiftedEvent,
    TypingEvent,
    UnreadChangedEvent,
)
from palabre.protocol.export.catalogue import type_of
from palabre.protocol.replies import (
    Ok,
    OkBound,
    OkConversing,
    OkCorrespondence,
    OkHeld,
    OkNamed,
    OkPosted,
    OkReacted,
    OkRequested,
)
from palabre.protocol.resources import (
    CoverInfo,
    HeldMessage,
    HelpLine,
    Reactions,
    RefusedMessage,
    RoomInfo,
    Roster,
    SanctionInfo,
    WireAuthor,
    WireMessage,
    You,
)

EPOCH = "nQb3vJ0yJm2hWk1R"
ANA = Person("Ana", "k3f7q2mzx5ta")
BILAL = Person("Bilal", "v6w2nqe4rj7y")
AGORA = RoomInfo(
    slug="agora",
    name="Agora",
    topic="De tout, entre inconnus",
    rules="On se répond, on ne se cherche pas.",
    language="fr",
    capacity=1_000,
    slow_mode=0,
    readers="everyone",
    closed=False,
    keep_seconds=21_600,
    pinned="Samedi, 15 h : goûter sous le marronnier.",
)
QUESTION = WireMessage(
    id="q8Yw3kP0T2qk9mB1xV5d7A",
    offset=41,
    client_message_id="Zk1c9b3VQmS4uT7xw2Lr0g",
    body="Quelqu’un connaît le marché de Lices ?",
    author=WireAuthor(ANA.nickname, ANA.tag),
    sent_at="2026-11-22T18:04:05.120Z",
)
ANSWER = WireMessage(
    id="m2Rf6hJ9sWc4eN8aXq0LpQ",
    offset=42,
    client_message_id="b7Tt2nHqUo5yE1vK8dGz3w",
    body="Oui, le samedi matin !",
    author=WireAuthor(BILAL.nickname, BILAL.tag),
    sent_at="2026-11-22T18:04:31.007Z",
    reply_to=QUESTION.id,
)
EDITED = MessageEditedEvent(
    room="agora",
    epoch=EPOCH,
    offset=43,
    message_id=QUESTION.id,
    body="Quelqu’un connaît le marché des Lices ?",
    edited_at="2026-11-22T18:05:10.500Z",
)
HELD = HeldMessage(
    message_id="AZq3vJ0yTn5kWk1RnQb3vB",
    client_message_id="p4Fz8sXnRm2cJ6vH1wQk9A",
    body="Écris-moi au 06 39 98 12 34 ?",
    held_at="2026-11-22T18:04:40.250Z",
    reply_to=ANSWER.id,
)
COVER = CoverInfo(cover="attended", moderators=2, slow_mode_seconds=0)
MUTED = SanctionInfo(
    id="d4Tn2vKq8sWx0aPzYb6LrA",
    kind="mute",
    room="agora",
    since="2026-11-22T18:06:00.000Z",
    until="2026-11-22T18:16:00.000Z",
    ground="Règle 4 : ne pas insister après un refus.",
    facts="Deux messages de cette conversation, relus par une personne de l’équipe.",
    reason="Trois demandes de numéro après deux refus clairs.",
    quoted="Allez, donne ton numéro.",
    decided_by="M-3",
    automated=False,
    receipt="K7PM4-T2X9R-DA3HQ-8VN6B-C5WZY1",
    appeal_until="2027-05-22T18:06:00.000Z",
)
STATE = RoomEntered(
    room="agora",
    mode="snapshot",
    epoch=EPOCH,
    offset=42,
    keep_seconds=21_600,
    info=AGORA,
    roster=Roster(present=2, spectators=5, people=(ANA, BILAL)),
    you=You(
        nickname=ANA.nickname,
        tag=ANA.tag,
        named=True,
        reacted={ANSWER.id: ("thanks",)},
        read=41,
        hidden=(Person("Rémi", "h4n8s2pw6cdj"),),
    ),
    reactions=(Reactions(message_id=ANSWER.id, version=7, counts={"thanks": 2, "agree": 1}),),
    held=(HELD,),
    refused=(
        RefusedMessage(
            message_id="AZq3vJ0xRm5kWk1RnQb3vB",
            client_message_id="q7Fz8sXnRm2cJ6vH1wQk9A",
            rule="rule-3",
            words=(),
            explanation=EXPIRED["fr"],
            by="expiry",
        ),
    ),
    cover=COVER,
    sanctions=(MUTED,),
    more=True,
)
RESUMED = msgspec.structs.replace(STATE, mode="resumed", offset=43, more=False)
ANNOUNCEMENT = WireMessage(
    id="AZq3vJ0yJm2hWk1RnQb3vA",
    offset=48,
    client_message_id="control-12",
    body="Le salon ferme à minuit ce soir.",
    author=WireAuthor("Palabre", OPERATOR_TAG),
    sent_at="2026-11-22T18:10:00.000Z",
    announcement=True,
)
TO_SPECTATOR = msgspec.structs.replace(
    STATE, roster=Roster(present=2, spectators=6), you=None, held=(), refused=(), sanctions=()
)

CHALLENGE = "Tn3vJ0yJm2hWk1RnQb3vA5xq8Yw3kP0T2qk9mB1xV5c"
# Of RFC 7517, appendix A.1.
KEY = BrowserKey(
    kty="EC",
    crv="P-256",
    x="MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    y="4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
)

SENT = SentRequest(
    request="T0qk9mB1xV5d7Aq8Yw3kP2",
    room="agora",
    room_name="Agora",
    tag=BILAL.tag,
    nickname=BILAL.nickname,
    requested_at="2026-11-22T18:07:00.000Z",
    expires_at="2026-11-23T18:07:00.000Z",
)
RECEIVED = ReceivedRequest(
    request="h9WcJ4eN8aXq0LpQm2Rf6s",
    room="agora",
    room_name="Agora",
    tag="c5j8n2pw6hds",
    nickname="Chloé",
    requested_at="2026-11-22T18:08:00.000Z",
    expires_at="2026-11-23T18:08:00.000Z",
)
CONVERSATION = ConversationInfo(
    conversation="c-7zq4m2xk9w3ht6vb5rjc8nyd2e",
    nickname=BILAL.nickname,
    tag="z8r3wq5kt7mn",
    room="agora",
    room_name="Agora",
    opened_at="2026-11-22T18:09:00.000Z",
    expires_at="2026-11-23T18:09:00.000Z",
    state="open",
    unread=0,
)

COMMANDS: tuple[Struct, ...] = (
    RoomEnter(ref=1, room="agora", since=Since(epoch=EPOCH, offset=42, reactions=7)),
    RoomLeave(ref=2, room="agora"),
    MessagePost(
        ref=3,
        room="agora",
        body=ANSWER.body,
        client_message_id=ANSWER.client_message_id,
        reply_to=QUESTION.id,
    ),
    MessageEdit(ref=4, room="agora", message_id=QUESTION.id, body=EDITED.body),
    MessageRemove(ref=5, room="agora", message_id=QUESTION.id),
    NicknameChange(ref=6, room="agora", nickname="Ana-Lucía"),
    ReactionSet(ref=7, room="agora", message_id=ANSWER.id, reaction="thanks"),
    TypingStart(ref=8, room="agora"),
    ReadMark(ref=9, room="agora", offset=42),
    GuestHide(ref=10, room="agora", tag="h4n8s2pw6cdj"),
    AgeBind(ref=11, challenge=CHALLENGE, signature=f"{CHALLENGE}{CHALLENGE}", key=KEY),
    ConversationRequest(ref=12, room="agora", tag=BILAL.tag),
    ConversationWithdraw(ref=13, request=SENT.request),
    ConversationAccept(ref=14, request=RECEIVED.request),
    ConversationDecline(ref=15, request=RECEIVED.request),
    ConversationQuiet(ref=16, on=True),
    ConversationEnd(ref=17, conversation=CONVERSATION.conversation),
    ConversationList(ref=18),
)
EVENTS = (
    MessagePostedEvent(room="agora", epoch=EPOCH, offset=42, message=ANSWER),
    EDITED,
    MessageRemovedEvent(room="agora", epoch=EPOCH, offset=44, message_id=QUESTION.id, by="author"),
    GuestErasedEvent(room="agora", epoch=EPOCH, offset=45, tags=(ANA.tag,)),
    RoomChangedEvent(room="agora", epoch=EPOCH, offset=46, info=msgspec.structs.replace(AGORA, slow_mode=30)),
    MessageHiddenEvent(room="agora", epoch=EPOCH, offset=47),
    PresenceChangedEvent(room="agora", present=2, spectators=4, joined=(BILAL,), left=("r5h2kz7wq3mt",)),
    TypingEvent(room="agora", people=(BILAL,)),
    ReactionsChangedEvent(room="agora", message_id=ANSWER.id, version=8, counts={"thanks": 3, "agree": 1}),
    MentionNoticedEvent(room="agora", message_id=ANSWER.id),
    HidingChangedEvent(room="agora", people=(Person("Rémi", "h4n8s2pw6cdj"),)),
    MessageHeldEvent(
        room="agora",
        message_id=HELD.message_id,
        client_message_id=HELD.client_message_id,
        body=HELD.body,
        held_at=HELD.held_at,
        reply_to=HELD.reply_to,
    ),
    MessageRefusedEvent(
        room="agora",
        message_id=HELD.message_id,
        client_message_id=HELD.client_message_id,
        rule="rule-3",
        words=("06 39 98 12 34",),
        explanation="Un numéro, lisible par n’importe qui : cela ne se publie pas ici.",
        by="person",
    ),
    CareOfferedEvent(
        room="agora",
        kind="self_harm",
        text="Votre message est publié. Si vous allez mal, quelqu’un peut vous écouter, maintenant.",
        lines=(
            HelpLine(
                name="3114",
                number="3114",
                about="Prévention du suicide, jour et nuit, gratuit.",
                url="https://3114.fr",
            ),
            HelpLine(name="Urgences par SMS", number="114", about="Si vous ne pouvez pas parler."),
        ),
    ),
    CoverChangedEvent(room="agora", cover="unattended", moderators=0, slow_mode_seconds=30),
    SanctionAppliedEvent(room="agora", sanction=MUTED),
    SanctionLiftedEvent(room="agora", sanction_id=MUTED.id),
    ProofChangedEvent(proven=True, until="2026-11-22T22:06:00.000Z"),
    MembershipEndedEvent(
        room="p-3yq5mkvhw7b2a6fxctn4zesd2u", name="Les voisins", why="removed", reason="Trop de disputes."
    ),
    UnreadChangedEvent(room=CONVERSATION.conversation, unread=2),
    ConversationRequestedEvent(**msgspec.structs.asdict(RECEIVED)),
    ConversationSettledEvent(request=RECEIVED.request),
    ConversationOpenedEvent(request=SENT.request, **msgspec.structs.asdict(CONVERSATION)),
    ConversationChangedEvent(conversation=CONVERSATION.conversation, state="frozen"),
)


def examples() -> dict[str, bytes]:
    """The JSON of each example by name: the frame's `type`, and more where a type has several forms."""
    return {
        **{type_of(type(command)): msgspec.json.encode(command) for command in COMMANDS},
        "ok": encode(Ok(ref=2)),
        "ok.message.post": encode(OkPosted(ref=3, message_id=ANSWER.id, offset=ANSWER.offset)),
        "ok.message.post.held": encode(OkHeld(ref=3, message_id=HELD.message_id)),
        "ok.nickname.change": encode(OkNamed(ref=6, nickname="Ana-Lucía")),
        "ok.reaction.set": encode(OkReacted(ref=7, version=8, counts={"thanks": 3, "agree": 1})),
        "ok.conversation.request": encode(OkRequested(ref=12, request=SENT.request)),
        "ok.conversation.accept": encode(OkConversing(ref=14, conversation=CONVERSATION.conversation)),
        "ok.conversation.list": encode(
            OkCorrespondence(ref=18, quiet=False, sent=(SENT,), received=(RECEIVED,), conversations=(CONVERSATION,))
        ),
        "ok.age.bind": encode(OkBound(ref=11, page_key=CHALLENGE)),
        "proof.changed.over": encode(ProofChangedEvent(proven=False, until=None, why="idle")),
        "message.posted.announcement": encode(
            MessagePostedEvent(room="agora", epoch=EPOCH, offset=48, message=ANNOUNCEMENT)
        ),
        "failed": encode(failed(3, Refusal("slowed", retry_after=12.5, reason="slow_mode"))),
        "failed.screened": encode(
            failed(
                3, Refusal("screened", rule="rule-1", words=("…",), explanation="Une insulte : elle ne passe pas ici.")
            )
        ),
        "failed.muted": encode(
            msgspec.structs.replace(failed(3, Refusal("muted", retry_after=600)), sanction=MUTED),
        ),
        "failed.proof_unbound": encode(failed(1, Refusal("proof_unbound", challenge=CHALLENGE))),
        "failed.challenge": encode(failed(3, Refusal("challenge_required", retry_after=60))),
        **{type_of(type(event)): encode(event) for event in EVENTS},
        "room.entered": encode_with_list(STATE, "messages", [encode_message(QUESTION), encode_message(ANSWER)]),
        "room.entered.resumed": encode_with_list(RESUMED, "events", [encode(EDITED)]),
        "room.entered.spectator": encode_with_list(TO_SPECTATOR, "messages", [encode_message(ANSWER)]),
    }


def encode_message(message: WireMessage) -> bytes:
    return msgspec.json.encode(message)
