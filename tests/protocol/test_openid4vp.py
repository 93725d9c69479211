"""What is said to wallets and heard from them: one element asked, one answer read, nothing else understood."""

from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.binding import encoded
from palabre.protocol.openid4vp import (
    QUERY,
    MalformedAnswer,
    WalletAnswer,
    WalletRequest,
    answer_in,
    answer_of,
    link_of,
    request_in,
)

REQUEST = WalletRequest(
    response_uri="https://chat.example/age/eu/" + "A" * 22 + "/response",
    nonce="n" * 22,
    state="A" * 22 + "." + "s" * 22,
)
RESPONSE = b"\xa1presented"


def changed(**fields: str) -> str:
    """The link with other parameters."""
    asked = {**dict(parse_qsl(urlsplit(link_of(REQUEST)).query)), **fields}
    return f"av://?{urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)}"


def posted(**fields: str) -> bytes:
    return urlencode(fields).encode()


def token(*presentations: str, query: str = "proof_of_age") -> str:
    return msgspec.json.encode({query: list(presentations)}).decode()


def test_a_request_asks_for_one_element_and_names_who_asks() -> None:
    asked = parse_qs(urlsplit(link_of(REQUEST)).query, strict_parsing=True)
    assert link_of(REQUEST).startswith("av://?client_id=redirect_uri%3Ahttps%3A%2F%2Fchat.example%2F")
    assert asked["client_id"] == [f"redirect_uri:{REQUEST.response_uri}"]
    assert (asked["response_type"], asked["response_mode"]) == (["vp_token"], ["direct_post"])
    (credential,) = msgspec.json.decode(asked["dcql_query"][0])["credentials"]
    assert credential["claims"] == [{"path": ["eu.europa.ec.av.1", "age_over_18"]}]
    assert credential["meta"] == {"doctype_value": "eu.europa.ec.av.1"}
    assert asked["nonce"] == [REQUEST.nonce]


def test_a_request_fits_a_square_a_telephone_reads() -> None:
    assert len(link_of(REQUEST)) < 770


def test_what_was_asked_is_read_back() -> None:
    assert request_in(link_of(REQUEST)) == REQUEST
    assert request_in(link_of(REQUEST, "http://127.0.0.1:8000/age/demo-wallet")) == REQUEST
    assert request_in(f"  {link_of(REQUEST)}\n") == REQUEST


@pytest.mark.parametrize(
    "address",
    [
        "",
        "av://",
        "av://?nonce",
        "https://chat.example/",
        changed(response_type="code"),
        changed(response_mode="fragment"),
        changed(client_id="redirect_uri:https://another.example/"),
        changed(client_id="https://chat.example"),
        changed(dcql_query="{"),
        changed(dcql_query=msgspec.json.encode({**QUERY, "credential_sets": []}).decode()),
        changed(nonce="n" * 3_000),
    ],
)
def test_anything_else_is_no_request(address: str) -> None:
    assert request_in(address) is None


def test_an_answer_is_read_as_it_was_given() -> None:
    assert answer_in(answer_of(REQUEST, RESPONSE)) == WalletAnswer(state=REQUEST.state, device_response=RESPONSE)
    assert answer_in(answer_of(REQUEST, None)) == WalletAnswer(state=REQUEST.state, device_response=None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"vp_token",
        posted(state="s"),
        posted(vp_token="", state="s"),
        posted(vp_token="{", state="s"),
        posted(vp_token="[]", state="s"),
        posted(vp_token=f'"{encoded(RESPONSE)}"', state="s"),
        posted(vp_token=token(), state="s"),
        posted(vp_token=token(encoded(RESPONSE), encoded(RESPONSE)), state="s"),
        posted(vp_token=token(encoded(RESPONSE), query="another"), state="s"),
        posted(vp_token=token(encoded(RESPONSE))[:-1] + ', "more": ["x"]}', state="s"),
        posted(vp_token=token("not base64url!"), state="s"),
        posted(vp_token=token(f"{encoded(RESPONSE)}="), state="s"),
        posted(vp_token=token("AB"), state="s"),
        posted(vp_token=token(encoded(RESPONSE)), state="s") + b"&state=t",
        posted(**{f"field{number}": "1" for number in range(20)}),
    ],
)
def test_a_malformed_answer_is_no_answer(body: bytes) -> None:
    with pytest.raises(MalformedAnswer) as refused:
        answer_in(body)
    assert not str(refused.value)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_are_an_error(body: bytes) -> None:
    try:
        answer_in(body)
    except MalformedAnswer:
        pass


def test_nothing_of_a_request_or_an_answer_is_printed() -> None:
    assert repr(REQUEST) == "<WalletRequest>"
    assert repr(answer_in(answer_of(REQUEST, RESPONSE))) == "<WalletAnswer>"
