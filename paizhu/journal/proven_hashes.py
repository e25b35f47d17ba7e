"""The first stage of verifying, block by block: the entries' bytes lead to the hashes and tiles that are stored of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate, chain
from operator import add, itemgetter
from typing import NamedTuple, TypeAlias

from django.db import connection

from paizhu.journal import stretches, tiles
from paizhu.journal.reading import few
from paizhu.journal.stretches import Stretch
from paizhu.journal.tree import HASH_LENGTH

_LEAF, _NODE = sha256(b"\x00"), sha256(b"\x01")

# Counted from the first that is read: small numbers are at hand, others are made anew for each row.
_ENTRIES = """
    SELECT number - %s, {raw}, hashes FROM journal_entry WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
# The bytes as they stand: whether they are a text is for the second stage.
_RAW = {"sqlite": "CAST(body AS BLOB)", "postgresql": "body"}
# Place among those of the statement; bytes, which PostgreSQL gives as a text, and keeps as nothing else; hashes.
_Row: TypeAlias = tuple[int, bytes | str, bytes]


class Block(NamedTuple):
    """A perfect subtree of entries whose hashes follow.

    root: its hash.  wider: hashes of wider subtrees, as stored with the last entry.  leaves: the entries' hashes.
    """

    root: bytes
    wider: bytes
    leaves: bytes


def prove(stretch: Stretch) -> list[Block | None]:
    """Return the blocks of a stretch; None for one whose numbers have a gap, or whose stored hashes do not follow."""
    statement, found = _ENTRIES.format(raw=_RAW[connection.vendor]), list[Block | None]()
    tiled = tiles.narrow(stretch.log_id, stretch.first, stretch.last)
    for first, last in stretch.portions():
        rows = few(statement, [first, stretch.log_id, first, last])
        if len(rows) > last - first + 1:  # two of one number
            rows = []
        for start in range(first, last, stretches.BLOCK):
            begins = start - first
            block = _block(start, begins, rows[begins : begins + stretches.BLOCK], tiled)
            sound = tiles.follow(stretch.log_id, start + stretches.BLOCK - 1)
            found.append(block if sound else None)
    return found


def _block(first: int, begins: int, rows: Sequence[_Row], tiled: Mapping[int, bytes]) -> Block | None:
    """The subtree of entries, if the hashes and tiles that are stored of them follow from them.

    first: the number that the first entry should have.  begins: its place among those of the statement.
    """
    if len(rows) != stretches.BLOCK:
        return None
    places, raws, stored = zip(*rows, strict=True)
    if places != _places(begins, stretches.BLOCK):
        return None
    levels = _levels(leaves_of([one.encode() for one in raws] if connection.vendor == "postgresql" else raws))
    in_order, lengths = _stored_as(stretches.LEVEL)
    wanted, whole = b"".join(in_order(list(chain.from_iterable(levels)))), b"".join(stored)
    # Each entry has its own, and the last one those of wider subtrees as well.
    if list(map(len, stored[:-1])) != lengths or not whole.startswith(wanted):
        return None
    narrow, joined = first - 1 >> tiles.HEIGHT, [b"".join(hashes) for hashes in levels[: tiles.HEIGHT]]
    for place in range(narrow, narrow + (stretches.BLOCK >> tiles.HEIGHT)):
        if place in tiled and tiled[place] != tiles.joined(joined, place - narrow):
            return None
    return Block(levels[-1][0], whole[len(wanted) :], joined[0])


@cache
def _places(begins: int, count: int) -> tuple[int, ...]:
    return tuple(range(begins, begins + count))


@cache
def _stored_as(level: int) -> tuple[Callable[[list[bytes]], tuple[bytes, ...]], list[int]]:
    """How the hashes within a subtree of that level are stored.

    Gives what puts them into the order in which they stand with entries, from that of `_levels`; and how many bytes stand with
    each entry but the last.
    """
    begins, count = list(accumulate((1 << level - one for one in range(level)), initial=0)), 1 << level
    with_each = [min((number & -number).bit_length(), level + 1) for number in range(1, count + 1)]
    places = [
        begins[narrow] + (at >> narrow)
        for at, completed in enumerate(with_each)
        for narrow in range(completed)
    ]
    return itemgetter(*places), [completed * HASH_LENGTH for completed in with_each[:-1]]


def leaves_of(raws: Sequence[bytes]) -> list[bytes]:
    """Return the hashes of entries, from their bytes."""
    found, begun = [], _LEAF.copy
    for raw in raws:
        # To copy what was begun is quicker than to begin anew.
        leaf = begun()
        leaf.update(raw)
        found.append(leaf.digest())
    return found


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The hashes of entries, of pairs of them and so on, up to that of all."""
    levels, begun = [leaves], _NODE.copy
    while len(levels[-1]) > 1:
        hashes = []
        for both in map(add, levels[-1][::2], levels[-1][1::2]):
            node = begun()
            node.update(both)
            hashes.append(node.digest())
        levels.append(hashes)
    return levels
