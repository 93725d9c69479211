"""Gating: who may say something at all, now, to whom: before any rule looks at the words."""

from palabre.domain.mention import names_called
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.ports.vault import Origin
from palabre.services.caring import Caring
from palabre.services.covering import Covering
from palabre.services.newcomers import Newcomers
from palabre.services.pressing import Pressing
from palabre.services.trusting import Trusting
from palabre.services.weighing import Said

# More names in one message than this are called by settled guests only.
FEW_NAMES = 10
FROZEN = {
    "fr": "La règle 2 arrête ce message. Vous pouvez contester\u00a0: votre reçu est dans le salon.",
    "en": "Rule 2 stops this message. You can contest: your receipt is in the room.",
}
FROZEN_RULE = "rule-2"


class Gate:
    """Every method raises a Refusal, or lets pass."""

    def __init__(
        self, trusting: Trusting, covering: Covering, newcomers: Newcomers, pressing: Pressing, caring: Caring
    ) -> None:
        self._trusting = trusting
        self._covering = covering
        self._newcomers = newcomers
        self._pressing = pressing
        self._caring = caring

    def require(self, said: Said, session: Session, origin: Origin | None) -> None:
        """`writing_closed`, `read_only_now`, `challenge_required` (with an origin: posts), `needs_settled`, `screened`.

        Who said they are under 15 writes no more; newcomers read while the shield is up, and never name many.
        """
        if self._trusting.is_closed(session.id):
            self._caring.offer(said.room, session, "writing_closed")
            raise Refusal("writing_closed", explanation=self._caring.words(session, "writing_closed"))
        if self._trusting.trust(session.id) == "new":
            self._require_of_newcomers(said, session, origin)
        if any(self._pressing.is_frozen(each, said.addressed) for each in (session.id, *session.continues)):
            raise Refusal("screened", rule=FROZEN_RULE, explanation=FROZEN[session.locale])

    def looked_at(self, verdict: Verdict, said: Said, session: Session, origin: Origin) -> Verdict:
        """The verdict, or that a person looks first: at the first messages of some newcomers."""
        if self._trusting.trust(session.id) == "new":
            return self._newcomers.looked_at(verdict, session, said.room, origin)
        return verdict

    def _require_of_newcomers(self, said: Said, session: Session, origin: Origin | None) -> None:
        if self._covering.of(said.room) == "shield":
            raise Refusal("read_only_now")
        if origin is not None:
            self._newcomers.require(session, said.room, origin)
        if "@" in said.body and len([*names_called(said.body)]) > FEW_NAMES:
            raise Refusal("needs_settled", limit=FEW_NAMES)
