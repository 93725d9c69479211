"""What is kept under one session, and the destruction of what nothing holds."""

from typing import NamedTuple, get_args

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import age_proofs, conversations, hiding, holding, members, moderation, receipts
from palabre.adapters.sql.operations import standings as standing_rows
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.age import EndOfProof
from palabre.domain.own import Own, OwnName, OwnReaction, OwnVerdict
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged
from palabre.ports.rights import Erasure
from palabre.ports.sealer import SealBroken, Sealer

ENDS: tuple[EndOfProof | None, ...] = (None, *get_args(EndOfProof))


class Found(NamedTuple):
    """What is kept, and of what screening stopped the rows whose text is under seal."""

    own: Own
    verdicts: list[Row]


def own(session_id: str) -> Operation[Found]:
    """To be opened outside the transaction."""
    names = yield compiled.OWN_NAMES(session_id=session_id)
    reactions = yield compiled.OWN_REACTIONS(session_id=session_id)
    joined = yield compiled.OWN_MEMBERSHIPS(session_id=session_id)
    reports = yield compiled.OWN_REPORTS(session_id=session_id)
    in_log = yield compiled.ROOMS_IN_LOG(session_id=session_id)
    in_faded = yield compiled.ROOMS_FADED(session_id=session_id)
    verdicts = yield compiled.OWN_VERDICTS(session_id=session_id)
    proved = yield from age_proofs.proof_of(session_id)
    kept = Own(
        names=tuple(OwnName(*row) for row in names),
        reactions=tuple(OwnReaction(*row) for row in reactions),
        hides=tuple((yield from hiding.hides(session_id))),
        members=tuple(map(members.member_in, joined)),
        reports=tuple(report_id for (report_id,) in reports),
        rooms=tuple(sorted({room_id for (room_id,) in (*in_log, *in_faded)})),
        standing=(yield from standing_rows.standing(session_id)),
        proof=proved.proof if proved else None,
        is_quiet=(yield from conversations.is_quiet(session_id)),
    )
    return Found(kept, [*verdicts])


def opened(found: Found, sealer: Sealer) -> Own:
    """With the texts that were stopped, while they are under seal."""
    return msgspec.structs.replace(found.own, verdicts=tuple(verdict_of(sealer, row) for row in found.verdicts))


def verdict_of(sealer: Sealer, row: Row) -> OwnVerdict:
    id, at_ms, room_id, outcome, sealed = row
    return OwnVerdict(at_ms, room_id, outcome, None if sealed is None else opened_text(sealer, id, bytes(sealed)))


def opened_text(sealer: Sealer, id: str, sealed: bytes) -> str | None:
    try:
        return sealer.open(sealed, f"{id}:1".encode()).decode()
    except SealBroken:
        return None


def delivered_until(session_id: str, keep_ms: int) -> Operation[int | None]:
    """Of the four, the last."""
    ((in_log,),) = yield compiled.LAST_IN_LOG(session_id=session_id)
    ((of_log,),) = yield compiled.LAST_SEALED_OF_LOG(session_id=session_id)
    ((in_faded,),) = yield compiled.LAST_FADED(session_id=session_id)
    ((of_faded,),) = yield compiled.LAST_SEALED_OF_FADED(session_id=session_id)
    ends = (None if in_log is None else in_log + keep_ms, of_log, in_faded, of_faded)
    return max((end for end in ends if end is not None), default=None)


def erase_traces(batch: Batch, erasure: Erasure) -> Operation[None]:
    """Scrubbed from the files with this very commit, unless a reader is in the way: then by the next job."""
    batch.hid_text = batch.scrub = True
    session_id = erasure.session_id
    yield from holding.drop_of_session(batch, session_id, erasure.at_ms)
    for forget in (
        compiled.DESTROY_SEALED_UNSHOWN,
        compiled.FORGET_HELD,
        compiled.DESTROY_SEALED_OF_VERDICTS,
        compiled.UNTIE_VERDICTS,
        compiled.FORGET_DIGESTS,
        compiled.FORGET_NAMES,
        compiled.FORGET_HIDES,
        compiled.FORGET_REQUESTS,
        compiled.DISOWN_ROOMS,
        compiled.UNTIE_INVITATIONS,
        compiled.UNTIE_VOUCHES,
        compiled.FORGET_PAIR_SIGNS,
    ):
        yield forget(session_id=session_id)
    for why in ENDS:
        yield compiled.FORGET_NEWS(kind=PROOFS_CHANGED, data=msgspec.json.encode(ProofsChanged(session_id, why)))
    if erasure.receipt is not None:
        yield from receipts.keep(*erasure.receipt)
    yield from moderation.record(erasure.deed)
