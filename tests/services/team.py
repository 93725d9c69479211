"""A team with its keys, as adding them in a browser leaves it behind."""

from palabre.domain.credential import Passkey
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import Role, Staff
from tests.cast import Stage


async def tended(stage: Stage) -> Stage:
    """The same place, with the team a public one needs."""
    for name in ("Mo", "Nour"):
        await with_key(stage, name)
    await stage.house.health.tending.refresh()
    return stage


async def given_key(stage: Stage, member: Staff) -> bytes:
    """What adding a passkey in the browser leaves behind; returns its id."""
    id = f"key of {member.id}".encode()
    passkey = Passkey(
        id=id,
        number=member.number,
        name=member.id,
        rp_id="palabre.example",
        public_key=b"",
        sign_count=0,
        transports=(),
        added_ms=stage.clock.now_ms(),
    )
    await stage.store.add_passkey(passkey, Deed(at_ms=stage.clock.now_ms(), who=member.id, what="passkey_added"))
    return id


async def with_key(stage: Stage, name: str, role: Role = "moderator") -> tuple[Staff, bytes]:
    member = await stage.moderator(name, role=role)
    return member, await given_key(stage, member)
