"""What texts lead to besides their answers: kept with the decision, done once."""

from collections.abc import Iterable, Sequence

import msgspec

from palabre.adapters.sealing.follow_ups import opened_follow_up, seal_follow_up
from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import cases, moderation, sanctions
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.judgement import Ruled
from palabre.ports.follow_ups import Followed
from palabre.ports.sealer import Sealer

decode = msgspec.json.Decoder(FollowUp).decode


def keep(sealer: Sealer, follow_up: FollowUp) -> Operation[None]:
    bare, sealed = seal_follow_up(sealer, follow_up)
    yield compiled.ADD_FOLLOW_UP(follow_up_id=follow_up.id, at_ms=follow_up.at_ms, asked=as_json(bare), sealed=sealed)


def waiting(count: int) -> Operation[Sequence[Row]]:
    """To be opened outside the transaction."""
    return (yield compiled.FOLLOW_UPS(count=count))


def opened(sealer: Sealer, rows: Iterable[Row]) -> list[FollowUp]:
    return [opened_follow_up(sealer, decode(asked), bytes(sealed)) for asked, sealed in rows]


def done(batch: Batch, followed: Followed) -> Operation[Case | None]:
    """Under the lock of its room, when it makes a case."""
    batch.scrub = True
    if not (yield compiled.TAKE_FOLLOW_UP(follow_up_id=followed.id)):
        return None
    batch.hid_text = True
    case = None
    if followed.filing is not None:
        case = (yield from cases.file(batch, followed.room_id, followed.filing, None)).case
    if followed.ruled is not None:
        yield from impose(batch, followed.ruled.on_case(case.id) if case else followed.ruled)
    return case


def impose(batch: Batch, ruled: Ruled) -> Operation[None]:
    """A measure no person decided on: its case, if there is one, waits for a person all the same."""
    yield from sanctions.keep(batch.sealer, ruled)
    yield from moderation.record_all(ruled.deeds)
    yield from sanctions.tell(ruled.judgement.session_id, ruled.judgement.at_ms)
