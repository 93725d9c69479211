"""What a configuration permits: rates, hosts, proxies, connections of one address prefix."""

from ipaddress import ip_network

from palabre.domain.allowance import (
    ACCESSES,
    CHALLENGES,
    HIDES,
    MARKS,
    NO_LIMITS,
    NOTICES,
    PROOFS,
    REACTIONS,
    REPORTS,
    SOLICITATIONS,
    TYPING,
    WALLETS,
    Rate,
    Rates,
)
from palabre.gateway.edge import EdgePolicy, Network
from palabre.gateway.requests import Doorway
from palabre.settings import Settings


def rates_of(settings: Settings) -> Rates:
    """The allowances of a configuration; none when its factor is 0."""
    asked = settings.allowance
    if asked.factor == 0:
        return NO_LIMITS
    crowd = asked.factor * settings.generosity()
    return Rates(
        posts=Rate(asked.post_per_second, asked.burst).times(asked.factor),
        names=Rate(1 / 10, 3).times(asked.factor),
        sessions=Rate(asked.sessions_per_minute / 60, asked.sessions_per_minute).times(crowd),
        enters=Rate(asked.enters_per_minute / 60, asked.enters_per_minute).times(crowd),
        reactions=REACTIONS.times(asked.factor),
        typing=TYPING.times(asked.factor),
        hides=HIDES.times(asked.factor),
        marks=MARKS.times(asked.factor),
        challenges=CHALLENGES.times(asked.factor),
        reports=REPORTS.times(asked.factor),
        accesses=ACCESSES.times(asked.factor),
        notices=NOTICES.times(crowd),
        proofs=PROOFS.times(crowd),
        wallets=WALLETS.times(crowd),
        solicitations=SOLICITATIONS.times(asked.factor),
    )


def edge_of(settings: Settings) -> EdgePolicy:
    """The edge policy of a configuration; the demo serves loopback names only."""
    if settings.mode == "demo":
        return EdgePolicy()
    return EdgePolicy(hosts=frozenset(settings.network.hosts), proxies=edge_proxies(settings))


def edge_proxies(settings: Settings) -> tuple[Network, ...]:
    return tuple(ip_network(proxy) for proxy in settings.network.trusted_proxies)


def doorway_of(settings: Settings) -> Doorway:
    """How many connections one address prefix may hold; the operator's own proxies are not counted."""
    most = int(settings.live.connections_per_prefix * settings.generosity())
    return Doorway(most_per_prefix=most, proxies=edge_proxies(settings))
