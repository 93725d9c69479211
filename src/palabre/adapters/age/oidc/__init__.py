"""Proof of age by an account: OpenID Connect, of which one bit is kept."""

from palabre.adapters.age.oidc.account import OidcAccount, OidcClient
from palabre.adapters.age.oidc.fetching import Fetching

__all__ = ["Fetching", "OidcAccount", "OidcClient"]
