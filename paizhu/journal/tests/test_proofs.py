"""Heads and proofs agree with the RFC's definitions; nothing else is taken for a proof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.journal.proofs import Span, consistency, cover, edges, extends, includes, inclusion, path, root
from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.test_tree import stored
from paizhu.journal.tree import Node, leaf_hash

MANY = 40
ENTRIES = [bytes([n]) * n for n in range(MANY)]
STORED = stored(ENTRIES)
SIZES = range(1, MANY + 1)


def hashes(spans: list[Span]) -> list[bytes]:
    return [root(span, STORED) for span in spans]


def head(size: int) -> bytes:
    return slow_tree.root(ENTRIES[:size])


@pytest.mark.parametrize("size", range(MANY + 1))
def test_heads(size: int) -> None:
    assert root(Span(0, size), STORED) == head(size)


@pytest.mark.parametrize("size", SIZES)
def test_inclusion(size: int) -> None:
    for number in range(1, size + 1):
        proof = hashes(inclusion(number, size))
        assert proof == slow_tree.path(number - 1, ENTRIES[:size])
        leaf = leaf_hash(ENTRIES[number - 1])
        for claimed in range(size + 2):
            assert includes(leaf, claimed, size, proof, head(size)) == (claimed == number)


@pytest.mark.parametrize("new", SIZES)
def test_consistency(new: int) -> None:
    for old in range(1, new + 1):
        proof = hashes(consistency(old, new))
        assert proof == slow_tree.proof(old, ENTRIES[:new])
        assert extends(old, head(old), new, head(new), proof)
        assert not extends(old, head(old), new, head(new - 1), proof)
        assert not extends(old, head(old - 1), new, head(new), proof)
        assert not any(
            extends(other, head(old), new, head(new), proof) for other in range(1, new) if other != old
        )


def test_everything_extends_the_empty_log() -> None:
    assert consistency(0, 5) == []
    assert extends(0, head(0), 5, head(5), [])
    assert not extends(0, head(1), 5, head(5), [])


@given(st.data())
def test_a_broken_proof_is_no_proof(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MANY))
    number, old = data.draw(st.integers(1, size)), data.draw(st.integers(1, size - 1))
    leaf = leaf_hash(ENTRIES[number - 1])
    broken = data.draw(st.sampled_from([change, leave_out, swap, append]))
    wrong = broken(hashes(inclusion(number, size)), data)
    assert not includes(leaf, number, size, wrong, head(size))
    right = hashes(consistency(old, size))
    wrong = broken(right, data)
    assert wrong == right or not extends(old, head(old), size, head(size), wrong)


def change(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    if not proof:
        return [b"\0" * 32]
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = (int.from_bytes(proof[at], "big") ^ (1 << bit)).to_bytes(32, "big")
    return [*proof[:at], changed, *proof[at + 1 :]]


def leave_out(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    at = data.draw(st.integers(0, max(len(proof) - 1, 0)))
    return proof[:at] + proof[at + 1 :]


def swap(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    return [*proof[1:], proof[0]] if len(proof) > 1 else append(proof, data)


def append(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    return [*proof, data.draw(st.sampled_from([b"", *proof, b"\0" * 32]))]


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_a_cover_is_whole_and_short(start: int, length: int) -> None:
    nodes = cover(Span(start, start + length))
    edges = [(node.place << node.level, (node.place + 1) << node.level) for node in nodes]
    assert [a for a, _ in edges] + [start + length] == [start] + [b for _, b in edges]
    assert len(nodes) <= 2 * length.bit_length()


@given(st.integers(1, 10**9), st.data())
def test_a_proof_is_logarithmic(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, size))
    assert len(inclusion(number, size)) <= (size - 1).bit_length()
    assert len(consistency(number, size)) <= (size - 1).bit_length() + 1


@pytest.mark.parametrize("size", SIZES)
def test_a_path_is_made_of_the_same_subtrees(size: int) -> None:
    peaks = cover(Span(0, size))
    edge = edges(peaks, [STORED[node] for node in peaks])
    for number in range(1, size + 1):
        found = [
            STORED[Node(level, (one >> level) - 1)] if one else edge[level]
            for one, level in path(number, size)
        ]
        assert found == hashes(inclusion(number, size))
