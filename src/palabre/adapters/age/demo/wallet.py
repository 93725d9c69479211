"""The crypto of a demo wallet: a device key for each credential, and answers to requests, true and wrong ones."""

import asyncio

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from palabre.adapters.age.demo.credential import Credential, Wording, signed
from palabre.adapters.age.demo.issuer import DemoIssuer
from palabre.adapters.age.eu.cbor import TAG_ENCODED
from palabre.adapters.age.eu.limits import DOCTYPE, NAMESPACE
from palabre.adapters.age.eu.response import EMPTY_MAP
from palabre.adapters.age.eu.transcript import device_authentication, transcript_for
from palabre.ports.clock import Clock
from palabre.ports.demo_wallet import DemoProof
from palabre.ports.presentations import PresentationAsked

DAY_MS = 86_400_000
LIFE_MS = 30 * DAY_MS
ELSEWHERE = "https://elsewhere.example/response"


class DemoWalletAtHand:
    """Holds no credential longer than an answer takes: each is made when it is shown, and shown once."""

    def __init__(self, issuer: DemoIssuer, clock: Clock) -> None:
        self._issuer = issuer
        self._clock = clock

    async def present(self, asked: PresentationAsked, proof: DemoProof = "over_18") -> bytes:
        return await asyncio.to_thread(self._present, asked, proof)

    def _present(self, asked: PresentationAsked, proof: DemoProof) -> bytes:
        issuer = DemoIssuer(self._clock) if proof == "unknown_issuer" else self._issuer
        device_key = ec.generate_private_key(ec.SECP256R1())
        credential = issuer.issue(device_key.public_key(), self._wording(proof))
        count = 2 if proof == "too_much" else 1
        answer = answered(credential, count, device_key, transcript_of(asked, proof))
        return altered(answer) if proof == "altered" else answer

    def _wording(self, proof: DemoProof) -> Wording:
        now_ms = self._clock.now_ms()
        from_ms = now_ms - (2 * LIFE_MS if proof == "expired" else DAY_MS)
        return Wording(is_over_18=proof != "under_18", from_ms=from_ms, until_ms=from_ms + LIFE_MS)


def transcript_of(asked: PresentationAsked, proof: DemoProof) -> bytes:
    """What is signed over: this request, or another that somebody could have listened to."""
    if proof == "another_site":
        return transcript_for(f"redirect_uri:{ELSEWHERE}", asked.nonce, ELSEWHERE)
    nonce = "an-earlier-request" if proof == "replayed" else asked.nonce
    return transcript_for(asked.client_id, nonce, asked.response_uri)


def answered(credential: Credential, count: int, device_key: ec.EllipticCurvePrivateKey, transcript: bytes) -> bytes:
    """A DeviceResponse with the first `count` elements."""
    to_sign = device_authentication(transcript, DOCTYPE, EMPTY_MAP)
    document = {
        "docType": DOCTYPE,
        "issuerSigned": {
            "nameSpaces": {NAMESPACE: [cbor2.CBORTag(TAG_ENCODED, item) for item in credential.items[:count]]},
            "issuerAuth": credential.issuer_auth,
        },
        "deviceSigned": {
            "nameSpaces": cbor2.CBORTag(TAG_ENCODED, EMPTY_MAP),
            "deviceAuth": {"deviceSignature": signed(device_key, to_sign, None, {})},
        },
    }
    return cbor2.dumps({"version": "1.0", "documents": [document], "status": 0})


def altered(answer: bytes) -> bytes:
    """The same with the last letter of the element's salt changed: as if somebody had put in another element."""
    at = answer.index(b"elementIdentifier") - 2
    return answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]
