"""The Presentations port over this verifier: believed are the issuers of its sources, as they are now."""

import asyncio
from typing import Protocol

from palabre.adapters.age.eu import browser
from palabre.adapters.age.eu.issuers import Anchor
from palabre.adapters.age.eu.transcript import transcript_for
from palabre.adapters.age.eu.verifying import verify
from palabre.domain.age_found import AgeFound
from palabre.ports.clock import Clock
from palabre.ports.presentations import BrowserRequest, PresentationAsked


class Anchors(Protocol):
    """Whoever can say which issuers are pinned: a trusted list, the demo's issuer."""

    def anchors(self, now_ms: int) -> tuple[Anchor, ...]:
        """Those pinned at this time; none once what says so has expired."""
        ...


class WalletPresentations:
    """Verifies in a thread: it takes under a millisecond, and a list may have to be read again."""

    def __init__(self, clock: Clock, *sources: Anchors) -> None:
        self._clock = clock
        self._sources = sources

    async def verify(self, device_response: bytes, asked: PresentationAsked) -> AgeFound:
        return await asyncio.to_thread(self._verify, device_response, asked)

    def question(self, nonce: bytes) -> "BrowserQuestionAtHand":
        return BrowserQuestionAtHand(browser.question(nonce), self)

    async def verify_browser(self, response: str, asked: browser.BrowserQuestion, origin: str) -> AgeFound:
        """What a browser gave on a page of this origin proves. Raises PresentationRefused."""
        now_ms = self._clock.now_ms()
        anchors = self._anchors(now_ms)
        return await asyncio.to_thread(browser.verify_browser, response, asked, origin, anchors, now_ms)

    def can_verify(self) -> bool:
        return bool(self._anchors(self._clock.now_ms()))

    def _verify(self, device_response: bytes, asked: PresentationAsked) -> AgeFound:
        now_ms = self._clock.now_ms()
        transcript = transcript_for(asked.client_id, asked.nonce, asked.response_uri)
        return verify(device_response, transcript=transcript, anchors=self._anchors(now_ms), now_ms=now_ms)

    def _anchors(self, now_ms: int) -> tuple[Anchor, ...]:
        return tuple(anchor for source in self._sources for anchor in source.anchors(now_ms))


class BrowserQuestionAtHand:
    """The BrowserQuestion port: a question with its key, and who can verify its answer."""

    def __init__(self, question: browser.BrowserQuestion, presentations: WalletPresentations) -> None:
        self._question = question
        self._presentations = presentations

    def request(self) -> BrowserRequest:
        return BrowserRequest(protocol=browser.PROTOCOL, data=self._question.data())

    async def verify(self, response: str, origin: str) -> AgeFound:
        return await self._presentations.verify_browser(response, self._question, origin)
