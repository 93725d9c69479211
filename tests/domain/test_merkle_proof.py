"""Consistency proofs: as RFC 6962 defines them, and believed only where one tree begins the other."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.merkle_proof import WholeTree, is_consistent
from tests.domain.test_merkle import LEAVES, ROOTS, defined

leaf_lists = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def defined_proof(first: int, leaves: list[bytes], *, is_whole: bool = True) -> list[bytes]:
    """RFC 6962, 2.1.2, SUBPROOF, word for word."""
    if first == len(leaves):
        return [] if is_whole else [defined(leaves)]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if first <= half:
        return [*defined_proof(first, leaves[:half], is_whole=is_whole), defined(leaves[half:])]
    return [*defined_proof(first - half, leaves[half:], is_whole=False), defined(leaves[:half])]


def drawn(leaves: list[bytes], data: st.DataObject) -> tuple[int, int]:
    second = data.draw(st.integers(1, len(leaves)))
    return data.draw(st.integers(1, second)), second


# Between trees of known roots: the sizes Certificate Transparency's own implementations are tested with.
KNOWN = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


@pytest.mark.parametrize("sizes", KNOWN)
def test_the_proofs_are_those_certificate_transparency_knows(sizes: tuple[int, int]) -> None:
    first, second = sizes
    tree = WholeTree(map(bytes.fromhex, LEAVES))
    proof = tree.proof(first, second)
    assert [each.hex() for each in proof] == KNOWN[sizes]
    old, new = (bytes.fromhex(ROOTS[size - 1]) for size in sizes)
    assert is_consistent(first, second, old, new, proof)


@given(leaf_lists, st.data())
def test_roots_and_proofs_are_those_that_are_defined(leaves: list[bytes], data: st.DataObject) -> None:
    first, second = drawn(leaves, data)
    tree = WholeTree(leaves)
    assert tree.size == len(leaves)
    assert (tree.root(), tree.root(first)) == (defined(leaves), defined(leaves[:first]))
    assert tree.proof(first, second) == defined_proof(first, leaves[:second])


@given(leaf_lists, st.data())
def test_a_tree_goes_on_from_each_of_its_beginnings(leaves: list[bytes], data: st.DataObject) -> None:
    first, second = drawn(leaves, data)
    tree = WholeTree(leaves)
    assert is_consistent(first, second, tree.root(first), tree.root(second), tree.proof(first, second))


@given(leaf_lists, st.data())
def test_no_proof_is_believed_where_a_leaf_of_the_beginning_was_changed(
    leaves: list[bytes], data: st.DataObject
) -> None:
    first, second = drawn(leaves, data)
    place = data.draw(st.integers(0, first - 1))
    changed = [*leaves]
    changed[place] = leaves[place] + b"!"
    true, other = WholeTree(leaves), WholeTree(changed)
    for tree in (true, other):
        assert not is_consistent(first, second, true.root(first), other.root(second), tree.proof(first, second))


@given(leaf_lists, st.data())
def test_a_proof_with_a_hash_changed_missing_or_too_many_is_not_believed(
    leaves: list[bytes], data: st.DataObject
) -> None:
    first, second = drawn(leaves, data)
    tree = WholeTree(leaves)
    roots = tree.root(first), tree.root(second)
    proof = tree.proof(first, second)
    noise = hashlib.sha256(b"noise").digest()
    wrong = [[*proof, noise], [noise, *proof]]
    for place in range(len(proof)):
        wrong += [[*proof[:place], *proof[place + 1 :]], [*proof[:place], noise, *proof[place + 1 :]]]
    assert not any(is_consistent(first, second, *roots, each) for each in wrong)


@pytest.mark.parametrize("sizes", [(0, 0), (0, 3), (3, 2), (-1, 2)])
def test_nothing_begins_nothing(sizes: tuple[int, int]) -> None:
    tree = WholeTree(map(bytes.fromhex, LEAVES))
    assert not is_consistent(*sizes, tree.root(3), tree.root(3), [])
    assert WholeTree().root() == hashlib.sha256(b"").digest()
