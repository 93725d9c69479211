"""The altcha library's proof of work, second version: PBKDF2 until a key begins as it should."""

import hashlib

import msgspec
from altcha import v2

from palabre.ports.challenges import Solved
from palabre.protocol.resources import Challenge

ALGORITHM = "PBKDF2/SHA-256"
KEY_LENGTH = 32
# Enough for one answer only.
PREFIX_BYTES = 16


class AltchaChallenges:
    """`cost` is the number of iterations for each counter that is tried."""

    def __init__(self, cost: int) -> None:
        self._cost = cost

    def issue(self, key: bytes, counter: int, until_ms: int) -> Challenge:
        """Its own `expires_at` follows the machine's clock; ours is among the data, which are signed likewise."""
        made = v2.create_challenge(
            ALGORITHM,
            self._cost,
            counter=counter,
            key_length=KEY_LENGTH,
            key_prefix_length=PREFIX_BYTES,
            data={"until_ms": until_ms},
            hmac_secret=key,
            hmac_key_secret=key_secret(key),
        )
        return msgspec.convert(made.to_dict(), Challenge)

    def solved(self, key: bytes, payload: str) -> Solved | None:
        found = v2.verify_solution(payload, key, hmac_key_secret=key_secret(key))
        if not found.verified:
            return None
        challenge = v2.Payload.from_base64(payload).challenge
        parameters = msgspec.convert(challenge.to_dict(), Challenge).parameters
        return Solved(hashlib.sha256(parameters.nonce.encode()).digest(), parameters.data["until_ms"])


def key_secret(key: bytes) -> bytes:
    """The answer is signed with another key than the question."""
    return hashlib.sha256(b"answer" + key).digest()
