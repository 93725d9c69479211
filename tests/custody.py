"""Three custodians of the tests, with keys of their own: any two of them open the vault."""

from pyrage.x25519 import Identity

from palabre.domain.custodian import Custodian

IDENTITIES = tuple(Identity.generate() for _ in range(3))
CUSTODIANS = tuple(
    Custodian(name=name, key=str(identity.to_public()))
    for name, identity in zip(("Awa", "Basile", "Carla"), IDENTITIES, strict=True)
)
