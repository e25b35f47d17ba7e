"""The Merkle tree over a log's entries: which hashes there are, and how they are made of each other.

Source: RFC 9162 §2.1. A tree over n entries is made of perfect subtrees; once complete, a subtree's hash never
changes. Entry by entry, each is stored with those that it completes: itself, and one more for each trailing 1 in its index.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

HASH_LENGTH = 32


class Node(NamedTuple):
    """A perfect subtree. level: 0 for an entry, each level twice as wide.  place: from 0, among those of its level."""

    level: int
    place: int

    @property
    def number(self) -> int:
        """The number of the entry, from 1, that completes the subtree."""
        return (self.place + 1) << self.level


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry's bytes: SHA-256(0x00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def left_of(number: int) -> list[Node]:
    """Return the subtrees to the left that an entry is joined with, from narrow to wide; none for an odd number.

    >>> left_of(8)
    [Node(level=0, place=6), Node(level=1, place=2), Node(level=2, place=0)]
    """
    index, level, nodes = number - 1, 0, []
    while index & 1:
        nodes.append(Node(level, index - 1))
        index, level = index >> 1, level + 1
    return nodes


def completed(entry: bytes, number: int, hash_of: Callable[[Node], bytes]) -> list[bytes]:
    """Return the hashes of the subtrees that an entry completes: its own, then wider and wider ones.

    entry: its bytes.  number: from 1.  hash_of: gives the hash of each of `left_of(number)`.
    """
    hashes = [leaf_hash(entry)]
    for node in left_of(number):
        hashes.append(node_hash(hash_of(node), hashes[-1]))
    return hashes
