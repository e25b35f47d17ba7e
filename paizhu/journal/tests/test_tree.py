"""The hashes stored with each entry are those of the RFC's tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.conftest import Append
from paizhu.journal.tree import HASH_LENGTH, Node, completed, left_of


def stored(entries: list[bytes]) -> dict[Node, bytes]:
    hashes: dict[Node, bytes] = {}
    for number, entry in enumerate(entries, 1):
        for level, hash_ in enumerate(completed(entry, number, hashes.__getitem__)):
            hashes[Node(level, (number >> level) - 1)] = hash_
    return hashes


@given(st.lists(st.binary(max_size=5), max_size=40))
def test_every_perfect_subtree_is_stored_once(entries: list[bytes]) -> None:
    hashes = stored(entries)
    wanted = {
        Node(level, index): slow_tree.root(entries[index << level : (index + 1) << level])
        for level in range(6)
        for index in range(len(entries) >> level)
    }
    assert hashes == wanted


@given(st.integers(1, 10**9))
def test_an_entry_is_joined_with_what_earlier_ones_completed(number: int) -> None:
    assert all(node.number < number for node in left_of(number))
    assert len(left_of(number)) == (number & -number).bit_length() - 1


@pytest.mark.django_db
def test_entries_carry_their_hashes(record: Append) -> None:
    written = [record(act=f"act.{n}") for n in range(11)]
    hashes = stored([entry.body.encode() for entry in written])
    for entry in written:
        levels = range(len(entry.hashes) // HASH_LENGTH)
        assert entry.hashes == b"".join(hashes[Node(level, (entry.number >> level) - 1)] for level in levels)
        assert len(levels) == len(left_of(entry.number)) + 1
