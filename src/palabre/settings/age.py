"""The shape of `[age]`: by which methods a guest may show to be an adult, and for how long that holds."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Way = Literal["eu", "oidc", "human", "demo"]
NEEDED_WAYS = 2


class ConfiguredAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An OpenID provider that tells a birthdate, of which only `over 18` is kept."""

    issuer: Annotated[
        str,
        Meta(
            pattern=r"^https?://[^\s/?#]+[^\s?#]*$",
            max_length=500,
            description="Its issuer, exactly as its discovery document says; https (in demo mode, http on loopback).",
        ),
    ]
    client_id: Annotated[str, Meta(min_length=1, max_length=300, description="How this place is known to it.")]
    client_secret_file: Annotated[
        str, Meta(max_length=4_096, description="File whose first line is the secret; empty: a public client.")
    ] = ""
    label: Annotated[str, Meta(min_length=1, max_length=60, description="What guests know it as.")]
    scope: Annotated[
        str,
        Meta(
            pattern=r"^openid( [!-~]+)*$",
            max_length=200,
            description="What is asked of it; add `profile` only where the birthdate is told by that scope alone.",
        ),
    ] = "openid"


class AgeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By which methods a guest may show to be an adult; see docs/age.md."""

    methods: Annotated[
        Annotated[tuple[Way, ...], Meta(max_length=4)] | None,
        Meta(
            description="Among `eu`, `oidc`, `human`, `demo`; left out: all that are configured, and `demo` in demo.",
        ),
    ] = None
    trusted_list: Annotated[
        str,
        Meta(
            max_length=4_096,
            description="File of the issuers believed (docs/age.md), its path counted from this file's folder.",
        ),
    ] = ""
    proof_minutes: Annotated[int, Meta(ge=5, le=240, description="Minutes a proof holds at most, 5 to 240.")] = 240
    idle_minutes: Annotated[
        int, Meta(ge=5, le=60, description="Minutes without anything done after which a proof ends, 5 to 60.")
    ] = 60
    oidc: Annotated[
        tuple[ConfiguredAccount, ...], Meta(max_length=10, description="The accounts, each as `[[age.oidc]]` below.")
    ] = ()

    def ways(self, mode: str) -> tuple[Way, ...]:
        """The methods in use, in the order they are offered."""
        there: dict[Way, bool] = {
            "eu": bool(self.trusted_list),
            "oidc": bool(self.oidc),
            "demo": mode == "demo",
            "human": True,
        }
        return tuple(
            way
            for way, is_there in there.items()
            if is_there and way in (there if self.methods is None else self.methods)
        )

    def can_open(self, mode: str) -> bool:
        """Whether adult rooms may open: in public, two methods at least, and a person to turn to besides."""
        ways = self.ways(mode)
        return bool(ways) and (mode == "demo" or (self.machines(mode) >= NEEDED_WAYS and "human" in ways))

    def machines(self, mode: str) -> int:
        """How many of them need nobody of the team; each provider is one."""
        return sum(len(self.oidc) if way == "oidc" else 1 for way in self.ways(mode) if way != "human")
