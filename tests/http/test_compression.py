"""Compression: only when the client accepts it, and only when it pays."""

import gzip

import httpx
import pytest

from palabre.http.compression import accepts_gzip, gzipped


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("deflate, *;q=0.1", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("xgzip", False),
    ],
)
def test_accept_encoding_is_read_as_it_is_written(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize("size", [10, 100_000])
def test_what_is_compressed_can_be_read_back(size: int) -> None:
    assert gzip.decompress(gzipped(b"a" * size)) == b"a" * size


async def test_a_page_is_compressed_and_a_word_is_not(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/rules", headers={"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert "Les règles" in page.text
    assert "content-encoding" not in (await browser.get("/healthz", headers={"Accept-Encoding": "gzip"})).headers


async def test_a_client_that_accepts_nothing_gets_the_page_as_it_is(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/rules", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in response.headers
