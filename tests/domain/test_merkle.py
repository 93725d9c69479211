"""The tree of RFC 6962: known roots, and the root of any number of leaves however they were added."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.merkle import EMPTY_ROOT, Tree

# The leaves and roots that Certificate Transparency's own implementations are tested with.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_certificate_transparency_knows(size: int) -> None:
    assert Tree(bytes.fromhex(leaf) for leaf in LEAVES[:size]).root().hex() == ROOTS[size - 1]


def test_no_leaves_have_the_root_of_nothing() -> None:
    assert Tree().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def defined(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + defined(leaves[:half]) + defined(leaves[half:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_a_tree_grown_leaf_by_leaf_is_the_one_that_is_defined(leaves: list[bytes]) -> None:
    tree = Tree()
    for number, leaf in enumerate(leaves, 1):
        tree.add(leaf)
        assert tree.size == number
    assert tree.root() == defined(leaves)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=20, unique=True), st.data())
def test_any_two_leaves_that_change_places_make_another_root(leaves: list[bytes], data: st.DataObject) -> None:
    first, second = data.draw(st.lists(st.integers(0, len(leaves) - 1), min_size=2, max_size=2, unique=True))
    moved = [*leaves]
    moved[first], moved[second] = moved[second], moved[first]
    assert Tree(moved).root() != Tree(leaves).root()
