"""Head signer: signs the roots of the audit's tree, and tells whether one was signed."""

from typing import Protocol

from palabre.domain.moderation.audit import Head


class HeadSigner(Protocol):
    """Holds one Ed25519 key, which never lies beside the data."""

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        ...

    def sign(self, head: Head) -> Head:
        """The head with our public key and signature."""
        ...

    def is_signed(self, head: Head) -> bool:
        """Whether its signature is by the key it names."""
        ...
