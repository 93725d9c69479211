"""What the configuration says of traffic: how the place is reached, and how much of what at once."""

from typing import Annotated

from msgspec import Meta, Struct


class Network(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under which names the place is reached, and through whom."""

    hosts: Annotated[
        tuple[str, ...],
        Meta(description="Host names guests use, without scheme or port; others are turned away. Demo: loopback only."),
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...],
        Meta(description="Networks (CIDR) of the proxies whose forwarding headers are believed. Demo: none."),
    ] = ()


class Live(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The live connections."""

    coalesce_ms: Annotated[
        int,
        Meta(
            ge=0,
            le=10,
            description="Milliseconds a busy room gathers frames before one write, 0 to 10; 0 writes each at once.",
        ),
    ] = 10
    connections_per_prefix: Annotated[
        int,
        Meta(
            ge=1,
            le=100_000,
            description="Connections one address prefix (/24, /56) may hold at once; × 100 in demo mode.",
        ),
    ] = 200


class Allowances(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often something may be done. A rate is never a sanction: one is told when to retry."""

    factor: Annotated[
        float,
        Meta(
            ge=0,
            le=1_000,
            description="Multiplies every allowance; 0 turns them all off (benches), refused in public mode.",
        ),
    ] = 1.0
    post_per_second: Annotated[float, Meta(gt=0, le=100, description="Messages a session may post a second.")] = 1.0
    burst: Annotated[
        int, Meta(ge=1, le=1_000, description="Messages a session may post in one go before that rate counts.")
    ] = 5
    sessions_per_minute: Annotated[
        float, Meta(gt=0, le=10_000, description="Sessions an address prefix may open a minute; × 100 in demo mode.")
    ] = 30.0
    enters_per_minute: Annotated[
        float, Meta(gt=0, le=10_000, description="Rooms an address prefix may enter a minute; × 100 in demo mode.")
    ] = 120.0


class ChallengeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The proof of work asked of newcomers while there is pressure, and only then."""

    join_wave: Annotated[
        Annotated[int, Meta(ge=0, le=1_000_000)] | None,
        Meta(description="Sessions a minute, usual or not, that are no wave; left out: 60, and 6,000 in demo mode."),
    ] = None
    sessions_per_prefix: Annotated[
        Annotated[int, Meta(ge=0, le=100_000)] | None,
        Meta(description="Sessions in 10 minutes from one prefix that are usual; left out: 12, and 1,200 in demo."),
    ] = None
    cost: Annotated[
        int, Meta(ge=1, le=1_000_000, description="Iterations for each answer that is tried; more is slower for all.")
    ] = 5_000
    tries: Annotated[
        int, Meta(ge=1, le=100_000, description="How many answers are tried before the right one, on the average.")
    ] = 240
