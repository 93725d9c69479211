"""A browser's P-256 key, as WebCrypto makes one: its public half as JWK, its signatures as 64 bytes."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from palabre.domain.binding import BrowserKey, encoded, to_be_signed

PAGE = "http://127.0.0.1:8000"
Answer = dict[str, object]


class Browser:
    """Holds a key nobody else has."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        numbers = self._private.public_key().public_numbers()
        self.jwk = {"kty": "EC", "crv": "P-256", "x": coordinate(numbers.x), "y": coordinate(numbers.y)}
        self.key = BrowserKey(kty="EC", crv="P-256", x=self.jwk["x"], y=self.jwk["y"])

    def sign(self, message: bytes) -> str:
        r, s = decode_dss_signature(self._private.sign(message, ec.ECDSA(SHA256())))
        return encoded(r.to_bytes(32) + s.to_bytes(32))

    def answer(self, challenge: str, origin: str = PAGE) -> Answer:
        """The fields of `age.bind`."""
        return {"challenge": challenge, "signature": self.sign(to_be_signed(challenge, origin)), "key": self.jwk}


def coordinate(number: int) -> str:
    return encoded(number.to_bytes(32))
