"""Passkeys checked by the webauthn library."""

from palabre.adapters.passkeys.webauthn import WebauthnAuthenticators

__all__ = ["WebauthnAuthenticators"]
