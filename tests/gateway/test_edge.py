"""The edge policy: which requests are let in, and where they are believed to come from."""

from ipaddress import ip_network

import pytest

from palabre.domain.prefix import prefix_of
from palabre.gateway.edge import Admitted, EdgePolicy, TurnedAway, host_name

PEER = ("127.0.0.1", 50_123)
PROXY = ("10.0.0.2", 40_000)
STRANGER = ("198.51.100.9", 40_000)
PUBLIC = EdgePolicy(
    hosts=frozenset({"palabre.example", "2001:db8::1"}), proxies=(ip_network("10.0.0.0/24"), ip_network("fd00::/8"))
)
DEMO = EdgePolicy()
Pairs = list[tuple[str, str]]


def examine(policy: EdgePolicy, headers: Pairs, peer: tuple[str, int] = PEER) -> Admitted | TurnedAway:
    return policy.examine(peer=peer, headers=[(name.encode(), value.encode()) for name, value in headers])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.8.9.1:1",
        "localhost",
        "LOCALHOST:8000",
        "chat.localhost:8000",
        "[::1]",
        "[::1]:8000",
        " localhost ",
    ],
)
def test_the_demo_serves_loopback_names(host: str) -> None:
    assert isinstance(examine(DEMO, [("host", host)]), Admitted)


@pytest.mark.parametrize(
    "host",
    [
        "palabre.example",
        "localhost.palabre.example",
        "notlocalhost",
        "127.0.0.1.nip.io",
        "0.0.0.0",
        "10.0.0.1",
        "[2001:db8::1]:8000",
        "[::ffff:10.0.0.1]",
        "2130706433",
        "localhost@evil.example",
        "evil.example/localhost",
        "",
    ],
)
def test_the_demo_turns_every_other_name_away(host: str) -> None:
    assert examine(DEMO, [("host", host)]) == TurnedAway(421, "host_not_served")


@pytest.mark.parametrize("headers", [[], [("host", "localhost"), ("Host", "evil.example")]])
def test_one_host_is_required(headers: Pairs) -> None:
    assert examine(DEMO, headers) == TurnedAway(400, "host_required")


@pytest.mark.parametrize(
    "name",
    [
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-host",
        "X-FORWARDED-PROTO",
        "X-Forwarded-Port",
        "X-Real-IP",
        "X-Real-Port",
    ],
)
def test_the_demo_refuses_forwarding_headers(name: str) -> None:
    assert examine(DEMO, [("host", "localhost"), (name, "203.0.113.7")]) == TurnedAway(421, "forwarding_refused")


@pytest.mark.parametrize("host", ["palabre.example", "PALABRE.example:443", "[2001:db8::1]", "[2001:DB8::1]:443"])
def test_a_public_instance_serves_its_names(host: str) -> None:
    assert isinstance(examine(PUBLIC, [("host", host)], STRANGER), Admitted)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "www.palabre.example", "palabre.example.evil.example"])
def test_a_public_instance_serves_no_other(host: str) -> None:
    assert examine(PUBLIC, [("host", host)], STRANGER) == TurnedAway(421, "host_not_served")


def test_a_stranger_cannot_say_where_they_come_from() -> None:
    headers = [("host", "palabre.example"), ("x-forwarded-for", "203.0.113.7")]
    assert examine(PUBLIC, headers, STRANGER) == TurnedAway(400, "forwarding_refused")


@pytest.mark.parametrize(
    ("listed", "believed"),
    [
        (["203.0.113.7"], "203.0.113.7"),
        (["6.6.6.6, 203.0.113.7"], "203.0.113.7"),
        (["6.6.6.6, 203.0.113.7, 10.0.0.9"], "203.0.113.7"),
        (["10.0.0.66, 203.0.113.7"], "203.0.113.7"),
        (["6.6.6.6", "203.0.113.7"], "203.0.113.7"),
        (["2001:db8::7, fd00::3"], "2001:db8::7"),
        ([" 203.0.113.7 "], "203.0.113.7"),
        (["10.0.0.9"], PROXY[0]),
        (["nonsense, 203.0.113.7"], "203.0.113.7"),
    ],
)
def test_the_address_believed_is_the_last_one_no_proxy_of_ours_has(listed: list[str], believed: str) -> None:
    headers = [("host", "palabre.example"), *(("x-forwarded-for", value) for value in listed)]
    admitted = examine(PUBLIC, headers, PROXY)
    assert isinstance(admitted, Admitted)
    assert admitted.origin.address == believed


@pytest.mark.parametrize("listed", ["", "unknown", "203.0.113.7:1234", "203.0.113.7,", "203.0.113.7, _hidden", "é"])
def test_a_malformed_chain_from_our_own_proxy_is_refused(listed: str) -> None:
    headers = [("host", "palabre.example"), ("x-forwarded-for", listed)]
    assert examine(PUBLIC, headers, PROXY) == TurnedAway(400, "forwarding_malformed")


@pytest.mark.parametrize(
    ("listed", "told", "believed"),
    [
        ("203.0.113.7", "50123", 50_123),
        ("6.6.6.6, 203.0.113.7", "50123", 50_123),
        ("203.0.113.7, 10.0.0.9", "50123", None),
        ("203.0.113.7", None, None),
        ("203.0.113.7", "", None),
        ("203.0.113.7", "0", None),
        ("203.0.113.7", "65536", None),
        ("203.0.113.7", "9" * 5_000, None),
        ("203.0.113.7", "-1", None),
        ("203.0.113.7", "50123x", None),
    ],
)
def test_the_port_is_the_guests_when_our_nearest_proxy_tells_it(
    listed: str, told: str | None, believed: int | None
) -> None:
    headers = [("host", "palabre.example"), ("x-forwarded-for", listed)]
    admitted = examine(PUBLIC, headers + ([("x-real-port", told)] if told is not None else []), PROXY)
    assert isinstance(admitted, Admitted)
    assert admitted.origin.port == believed


def test_an_ipv4_proxy_reached_over_an_ipv6_socket_is_still_ours() -> None:
    headers = [("host", "palabre.example"), ("x-forwarded-for", "203.0.113.7")]
    admitted = examine(PUBLIC, headers, ("::ffff:10.0.0.2", 40_000))
    assert isinstance(admitted, Admitted) and admitted.origin.address == "203.0.113.7"


@pytest.mark.parametrize(
    ("proto", "origin", "is_ours"),
    [
        ("https", "https://palabre.example", True),
        ("https", "HTTPS://Palabre.Example", True),
        ("https", "http://palabre.example", False),
        ("http", "http://palabre.example", True),
        ("https", "https://palabre.example:8443", False),
        ("https", "https://evil.example", False),
        ("https", "https://palabre.example.evil.example", False),
        ("https", "null", False),
    ],
)
def test_behind_a_proxy_the_origin_has_the_scheme_guests_see(proto: str, origin: str, is_ours: bool) -> None:
    headers = [
        ("host", "palabre.example"),
        ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-proto", proto),
        ("origin", origin),
    ]
    raw = [(name.encode(), value.encode()) for name, value in headers]
    admitted = examine(PUBLIC, headers, PROXY)
    assert isinstance(admitted, Admitted)
    assert admitted.secure is (proto == "https")
    assert PUBLIC.same_origin(raw, admitted) is is_ours


@pytest.mark.parametrize(
    ("host", "origins", "is_ours"),
    [
        ("localhost:8000", ["http://localhost:8000"], True),
        ("[::1]:8000", ["http://[::1]:8000"], True),
        ("localhost:8000", ["http://127.0.0.1:8000"], False),
        ("localhost:8000", ["http://localhost"], False),
        ("localhost:8000", [], False),
        ("localhost:8000", ["http://localhost:8000", "http://localhost:8000"], False),
    ],
)
def test_in_a_demo_the_origin_names_the_host_asked(host: str, origins: list[str], is_ours: bool) -> None:
    headers = [("host", host), *(("origin", origin) for origin in origins)]
    admitted = examine(DEMO, headers)
    assert isinstance(admitted, Admitted)
    raw = [(name.encode(), value.encode()) for name, value in headers]
    assert DEMO.same_origin(raw, admitted) is is_ours


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:23ff::1", "2001:db8:1:2300::/56"),
        ("::1", "::/56"),
    ],
)
def test_allowances_count_by_the_network_an_address_lies_in(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix


def test_a_host_is_read_without_its_port() -> None:
    assert [host_name(host) for host in ("A.b:1", "[::1]:8", "::1", "x")] == ["a.b", "::1", "::1", "x"]


def test_an_admitted_request_does_not_show_its_address() -> None:
    admitted = examine(DEMO, [("host", "localhost")])
    assert "127.0.0.1" not in repr(admitted)
