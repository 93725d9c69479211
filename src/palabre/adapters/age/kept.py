"""The Proofs port over what sessions proved here: filled from the store, asked without it."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

from palabre.domain.age import PROOF_IDLE_MS, KeptProof, ends_at_ms, holds
from palabre.ports.clock import Clock


class KeptProofs:
    """By session. `last_seen` says when the guest of a live session last did something (Unix ms), None of any other."""

    def __init__(
        self,
        clock: Clock,
        last_seen: Callable[[str], int | None],
        *,
        given: Callable[[], bool],
        idle_ms: int = PROOF_IDLE_MS,
    ) -> None:
        self._clock = clock
        self._last_seen = last_seen
        self._given = given
        self._idle_ms = idle_ms
        self._kept: dict[str, KeptProof] = {}
        # When each is to be looked at again: what a guest does only moves their end further away.
        self._due: list[tuple[int, str]] = []

    def can_be_given(self) -> bool:
        return self._given()

    def is_adult(self, session_id: str) -> bool:
        kept, seen_ms = self._kept.get(session_id), self._last_seen(session_id)
        return kept is not None and seen_ms is not None and self._holds(kept, seen_ms)

    def key_of(self, session_id: str) -> str | None:
        return self._kept[session_id].key_thumbprint if self.is_adult(session_id) else None

    def of(self, session_id: str) -> KeptProof | None:
        return self._kept.get(session_id)

    def until_ms(self, session_id: str) -> int | None:
        kept, seen_ms = self._kept.get(session_id), self._last_seen(session_id)
        if kept is None or seen_ms is None or not self._holds(kept, seen_ms):
            return None
        return ends_at_ms(kept.proof, max(seen_ms, kept.proof.verified_at_ms), self._idle_ms)

    def all(self) -> Iterable[KeptProof]:
        return [*self._kept.values()]

    def over(self) -> Iterable[KeptProof]:
        now, found = self._clock.now_ms(), dict[str, KeptProof]()
        while self._due and self._due[0][0] <= now:
            _, session_id = heappop(self._due)
            kept = self._kept.get(session_id)
            if kept is None:
                continue
            if self._is_over(kept):
                found[session_id] = kept
            else:
                self._look_again(kept)
        return found.values()

    def put(self, kept: KeptProof) -> None:
        self._kept[kept.session_id] = kept
        self._look_again(kept)

    def drop(self, session_id: str) -> KeptProof | None:
        return self._kept.pop(session_id, None)

    def _look_again(self, kept: KeptProof) -> None:
        heappush(self._due, (ends_at_ms(kept.proof, self._seen_ms(kept), self._idle_ms), kept.session_id))

    def _is_over(self, kept: KeptProof) -> bool:
        return not self._holds(kept, self._seen_ms(kept))

    def _seen_ms(self, kept: KeptProof) -> int:
        """Who is not in use here may come back within the hour; nobody asks for them until then."""
        seen_ms = self._last_seen(kept.session_id)
        return max(kept.proof.verified_at_ms, self._clock.now_ms() if seen_ms is None else seen_ms)

    def _holds(self, kept: KeptProof, seen_ms: int) -> bool:
        return holds(kept.proof, seen_ms, self._clock.now_ms(), self._idle_ms)
