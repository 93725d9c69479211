"""The session transcript: what a wallet signs over, so that its answer is good for one request of one site."""

import hashlib

import cbor2

from palabre.adapters.age.eu.cbor import encoded


def transcript_for(client_id: str, nonce: str, response_uri: str, key_thumbprint: bytes | None = None) -> bytes:
    """The SessionTranscript of an answer sent to `response_uri` (OpenID4VP 1.0, Annex B.2.6.1), as CBOR.

    `key_thumbprint`: SHA-256 thumbprint (RFC 7638) of the key an encrypted answer is for; None for `direct_post`.
    """
    handover = cbor2.dumps([client_id, nonce, key_thumbprint, response_uri])
    return cbor2.dumps([None, None, ["OpenID4VPHandover", hashlib.sha256(handover).digest()]])


def device_authentication(transcript: bytes, doctype: str, device_namespaces: bytes) -> bytes:
    """What the device signs (ISO/IEC 18013-5, §9.1.3.4): DeviceAuthenticationBytes.

    The transcript is taken byte for byte: a list of four whose second item is already encoded.
    """
    items = (
        cbor2.dumps("DeviceAuthentication"),
        transcript,
        cbor2.dumps(doctype),
        encoded(device_namespaces),
    )
    return encoded(b"\x84" + b"".join(items))
