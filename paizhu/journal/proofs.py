"""Heads and proofs of the tree, from the hashes of its perfect subtrees; and how to check a proof.

Source: RFC 9162 §2.1. The nodes of a proof may be subtrees on the right edge that are not perfect: such a hash is made
of the perfect ones that cover it. So every head and proof needs a number of stored hashes that is logarithmic.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from paizhu.journal.tree import Node, node_hash

EMPTY = sha256(b"").digest()


class Span(NamedTuple):
    """Entries by index: `start` counts, `stop` does not."""

    start: int
    stop: int


Stored = Mapping[Node, bytes]


def cover(span: Span) -> list[Node]:
    """Return the widest perfect subtrees that a span is made of, from left to right.

    >>> cover(Span(0, 7))
    [Node(level=2, place=0), Node(level=1, place=2), Node(level=0, place=6)]
    """
    nodes, start = [], span.start
    while start < span.stop:
        level = (span.stop - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return nodes


def root(span: Span, stored: Stored) -> bytes:
    """Return the hash of a subtree of the tree: a perfect one, or one that ends at the right edge (§2.1.1)."""
    return joined([stored[node] for node in cover(span)])


def joined(hashes: list[bytes]) -> bytes:
    """Return the hash of what is covered by perfect subtrees with these hashes, from left to right."""
    if not hashes:
        return EMPTY
    whole = hashes[-1]
    for left in hashes[-2::-1]:
        whole = node_hash(left, whole)
    return whole


def inclusion(number: int, size: int) -> list[Span]:
    """Return the subtrees whose hashes prove that an entry is in the tree, in the order of RFC 9162 §2.1.3.1.

    number: of the entry, from 1 to `size`.
    """
    index, last, width, path = number - 1, size - 1, 1, []
    while last:
        if index & 1:
            path.append(Span((index - 1) * width, index * width))
        elif index < last:
            path.append(Span((index + 1) * width, min((index + 2) * width, size)))
        index, last, width = index >> 1, last >> 1, width << 1
    return path


def path(number: int, size: int, level: int = 0) -> list[tuple[int, int]]:
    """Return the subtrees of `inclusion` as (number, level), number being of the entry that completes the subtree.

    level: from which on they are wanted.

    0 stands for the one on the right edge that is not complete (`edges`). Made in one go, for proofs are asked for often.

    >>> path(2, 7)
    [(1, 0), (4, 1), (0, 2)]
    """
    place, last, found = number - 1 >> level, size - 1 >> level, []
    while last:
        beside = place ^ 1
        if beside < last:
            found.append(((beside + 1) << level, level))
        elif beside == last:
            found.append((0 if size & (1 << level) - 1 else size, level))
        place, last, level = place >> 1, last >> 1, level + 1
    return found


def edges(peaks: Sequence[Node], hashes: Sequence[bytes]) -> list[bytes]:
    """Return, by level, the hash of the incomplete subtree at the right edge of a tree; empty where there is none.

    peaks: what the tree is made of, from left to right, as `cover` has it.  hashes: theirs.
    """
    whole, found = b"", list[bytes]()
    for node, hash_ in zip(reversed(peaks), reversed(hashes), strict=True):
        found += [whole] * (node.level + 1 - len(found))
        whole = node_hash(hash_, whole) if whole else hash_
    return found


def consistency(old: int, new: int) -> list[Span]:
    """Return the subtrees whose hashes prove that the tree of `old` entries is the start of that of `new`.

    In the order of RFC 9162 §2.1.4.1; none where the one is empty or the same as the other.  0 ≤ old ≤ new.
    """
    if not 0 < old < new:
        return []
    whole, path = Span(0, new), []
    while whole.stop != old:
        left, right = _halves(whole)
        whole, beside = (left, right) if old <= left.stop else (right, left)
        path.append(beside)
    if whole.start:
        # The verifier knows the hash of the old tree only as a whole.
        path.append(whole)
    return path[::-1]


def includes(leaf: bytes, number: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Return whether the proof shows that the entry with that hash is in the tree (§2.1.3.2)."""
    if not 1 <= number <= size:
        return False
    node, last, whole, left = number - 1, size - 1, leaf, list(proof)
    while last:
        if not left and not (node == last and not node & 1):
            return False
        if node & 1:
            whole = node_hash(left.pop(0), whole)
        elif node < last:
            whole = node_hash(whole, left.pop(0))
        node, last = node >> 1, last >> 1
    return not left and whole == head


def extends(old: int, old_head: bytes, new: int, new_head: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the proof shows that the newer tree starts with the older one (§2.1.4.2)."""
    if old == new:
        return old_head == new_head and not proof
    if old == 0:
        return old_head == EMPTY and not proof
    if not 0 < old < new or not proof:
        return False
    node, last, path = old - 1, new - 1, list(proof)
    while node & 1:
        node, last = node >> 1, last >> 1
    # A perfect old tree is a node of the new one: the proof leaves it out.
    before = after = path.pop(0) if node else old_head
    for beside in path:
        if not last:
            return False
        while not node & 1 and node and node == last:
            node, last = node >> 1, last >> 1
        if node & 1:
            before, after = node_hash(beside, before), node_hash(beside, after)
        else:
            after = node_hash(after, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and before == old_head and after == new_head


def _halves(whole: Span) -> tuple[Span, Span]:
    """The subtrees that a subtree is made of: the left one is the widest perfect one that leaves something."""
    middle = whole.start + (1 << (whole.stop - whole.start - 1).bit_length() - 1)
    return Span(whole.start, middle), Span(middle, whole.stop)
