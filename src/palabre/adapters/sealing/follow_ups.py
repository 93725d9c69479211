"""Follow-ups under seal: what a guest wrote, and the name they bore."""

import msgspec

from palabre.domain.moderation.follow_up import FollowUp
from palabre.ports.sealer import SealBroken, Sealer


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of it."""

    nickname: str
    body: str

    def __repr__(self) -> str:
        return "<Words>"


decoder = msgspec.json.Decoder(Words)


def seal_follow_up(sealer: Sealer, follow_up: FollowUp) -> tuple[FollowUp, bytes]:
    """It without its words, and those under seal."""
    words = msgspec.json.encode(Words(nickname=follow_up.nickname, body=follow_up.body))
    bare = msgspec.structs.replace(follow_up, nickname="", body="")
    return bare, sealer.seal(words, context_of(follow_up.id))


def opened_follow_up(sealer: Sealer, bare: FollowUp, sealed: bytes) -> FollowUp:
    """With its words; without, when they cannot be opened any more: a person has to look all the same."""
    try:
        words = decoder.decode(sealer.open(sealed, context_of(bare.id)))
    except (SealBroken, msgspec.DecodeError):
        return bare
    return msgspec.structs.replace(bare, nickname=words.nickname, body=words.body)


def context_of(id: str) -> bytes:
    return f"follow-up\0{id}".encode()
