"""The first stage of verifying, block by block: the entries' bytes lead to the hashes and tiles that are stored of them."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from operator import add
from typing import NamedTuple

from django.db import connection

from paizhu.journal import stretches, tiles
from paizhu.journal.reading import few
from paizhu.journal.stretches import Stretch

_LEAF, _NODE = sha256(b"\x00"), sha256(b"\x01")

_ENTRIES = """
    SELECT number, {raw}, hashes FROM journal_entry WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
# The bytes as they stand: whether they are a text is for the second stage.
_RAW = {"sqlite": "CAST(body AS BLOB)", "postgresql": "body"}


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
    for first, last in stretch.portions():
        rows = few(statement, [stretch.log_id, first, last])
        if len(rows) > last - first + 1:  # two of one number
            rows = []
        tiled = tiles.narrow(stretch.log_id, first, last)
        for start in range(first, last, stretches.BLOCK):
            block = _block(start, rows[start - first : start - first + stretches.BLOCK], tiled)
            sound = tiles.follow(stretch.log_id, start + stretches.BLOCK - 1)
            found.append(block if sound else None)
    return found


def _block(
    first: int, rows: Sequence[tuple[int, bytes | str, bytes]], tiled: Mapping[int, bytes]
) -> Block | None:
    """The subtree of entries, if the hashes and tiles that are stored of them follow from them."""
    if len(rows) != stretches.BLOCK:
        return None
    numbers, raws, stored = zip(*rows, strict=True)
    if numbers != tuple(range(first, first + stretches.BLOCK)):
        return None
    # PostgreSQL gives texts, which it keeps as nothing else.
    levels = _levels(leaves_of([one.encode() for one in raws] if connection.vendor == "postgresql" else raws))
    wanted = levels[0].copy()
    for level, hashes in enumerate(levels[1:], 1):
        # Each entry has its own, then those of the subtrees that it completes.
        wanted[(1 << level) - 1 :: 1 << level] = map(add, wanted[(1 << level) - 1 :: 1 << level], hashes)
    last = bytes(stored[-1])
    if tuple(wanted[:-1]) != stored[:-1] or not last.startswith(wanted[-1]):
        return None
    narrow, joined = first - 1 >> tiles.HEIGHT, [b"".join(hashes) for hashes in levels[: tiles.HEIGHT]]
    for place in range(narrow, narrow + (stretches.BLOCK >> tiles.HEIGHT)):
        if place in tiled and tiled[place] != tiles.joined(joined, place - narrow):
            return None
    return Block(levels[-1][0], last[len(wanted[-1]) :], joined[0])


def leaves_of(raws: Sequence[bytes]) -> list[bytes]:
    """Return the hashes of entries, from their bytes."""
    found = []
    for raw in raws:
        # To copy what was begun is quicker than to begin anew.
        leaf = _LEAF.copy()
        leaf.update(raw)
        found.append(leaf.digest())
    return found


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The hashes of entries, of pairs of them and so on, up to that of all."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        hashes = []
        for both in map(add, levels[-1][::2], levels[-1][1::2]):
            node = _NODE.copy()
            node.update(both)
            hashes.append(node.digest())
        levels.append(hashes)
    return levels
