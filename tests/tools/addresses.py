"""Addresses in a captured disk: in any spelling, or as what a key found there makes of them."""

import base64
import hashlib
import hmac
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from palabre.domain.prefix import prefix_of

# What the program puts before what it hashes, and nothing.
LABELS = (b"", b"ban ", b"palabre prefix 1 ")
TOKENS = re.compile(rb"[A-Za-z0-9+/_-]{16,128}={0,2}")
KEY_SIZES = range(16, 65)
# So many bytes of a digest are no coincidence.
SEEN = 8
# An IPv4 address in bytes.
SHORTEST = 4


def spellings(address: str) -> set[bytes]:
    """An address, and the part of it many share, as somebody might have written them: 4 bytes at least."""
    parsed = ip_address(address)
    texts = {address, str(parsed), parsed.exploded, prefix_of(address), str(int(parsed)), f"{int(parsed):x}"}
    if isinstance(parsed, IPv4Address):
        texts |= {address.rpartition(".")[0] + ".", parsed.reverse_pointer, f"::ffff:{address}"}
        texts |= {"-".join(address.split(".")), "".join(f"{int(each):03}" for each in address.split("."))}
    plain = {text.encode() for text in texts} | {text.encode("utf-16-le") for text in texts}
    found = plain | packings(parsed)
    found |= {each[::-1] for each in found}
    return {spelt for each in found for spelt in (each, *encoded(each)) if len(spelt) >= SHORTEST}


def packings(parsed: IPv4Address | IPv6Address) -> set[bytes]:
    return {parsed.packed} if isinstance(parsed, IPv4Address) else {parsed.packed, parsed.packed[:7]}


def encoded(plain: bytes) -> Iterator[bytes]:
    """In hexadecimal, and in base 64 whatever stands before and after it."""
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for shift in range(3):
        aligned = plain[shift : len(plain) - (len(plain) - shift) % 3]
        # What is shorter is in every file by chance.
        if len(aligned) >= 6:
            yield base64.b64encode(aligned)
            yield base64.urlsafe_b64encode(aligned)


def spelt_in(addresses: Iterable[str], texts: Iterable[bytes]) -> set[str]:
    """The addresses of which a spelling is in one of the texts."""
    sought = [(spelling, address) for address in addresses for spelling in spellings(address)]
    searcher = BytesAhoCorasick([spelling for spelling, _ in sought])
    hits = (hit for text in texts for hit, *_ in searcher.find_matches_as_indexes(text, overlapping=True))
    return {sought[hit][1] for hit in hits}


def values_in(texts: Iterable[bytes], databases: Iterable[Path]) -> set[bytes]:
    """Whatever looks like a key or a digest: cells, words of text, and what these are in hexadecimal and base 64."""
    found: set[bytes] = set()
    cells = [cell for database in databases for cell in cells_of(database)]
    found.update(cell for cell in cells if len(cell) in KEY_SIZES)
    for text in [*texts, *cells]:
        for token in TOKENS.findall(text):
            found.update((token, *decoded(token)))
    return found


def decoded(token: bytes) -> Iterator[bytes]:
    if len(token) % 2 == 0 and re.fullmatch(rb"[0-9a-fA-F]+", token):
        yield bytes.fromhex(token.decode())
    word = token.rstrip(b"=")
    if len(word) % 4 != 1:
        yield base64.b64decode(word.translate(bytes.maketrans(b"-_", b"+/")) + b"=" * (-len(word) % 4))


def cells_of(database: Path) -> Iterator[bytes]:
    """Every text and blob of every table."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table.decode()}"'):
                yield from (bytes(cell) for cell in row if isinstance(cell, bytes))


def guessed_with(keys: Iterable[bytes], values: set[bytes], addresses: Iterable[str]) -> set[str]:
    """The addresses whose /24 or /56 somebody finds by trying all of them with every key-like value: the value of a
    keyed or salted hash, by any usual function, is there."""
    seen = {value[:SEEN] for value in values}
    inputs = {label + said: address for address in addresses for said in inputs_of(address) for label in LABELS}
    tried = [key for key in keys if len(key) in KEY_SIZES] + [b""]
    return {
        address
        for key in tried
        for said, address in inputs.items()
        if any(each[:SEEN] in seen for each in hashes(key, said))
    }


def inputs_of(address: str) -> set[bytes]:
    prefix = prefix_of(address)
    network = ip_address(prefix.partition("/")[0])
    texts = {prefix, str(network), address}
    return {*(text.encode() for text in texts), network.packed, ip_address(address).packed}


def hashes(key: bytes, said: bytes) -> Iterator[bytes]:
    yield hmac.digest(key, said, "sha256")
    yield hashlib.sha256(key + said).digest()
    yield hashlib.sha256(said + key).digest()
    yield hashlib.sha1(key + said, usedforsecurity=False).digest()
    yield hashlib.md5(key + said, usedforsecurity=False).digest()
    yield hashlib.blake2b(said, key=key).digest()
    yield hashlib.blake2s(said, key=key[:32]).digest()
