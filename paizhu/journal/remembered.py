"""Hashes that the process remembers, so that a proof asks the database for what is close to its entry alone.

What is complete never changes: a perfect subtree, a tile, and the right edge of the tree of a given size. Should another
database be put in place of the one it came from, the last entry of that size tells, which is read for every proof: a
log that was begun anew from an earlier entry, as after a restore, has another one there. Only proofs read here; what
verifies or signs a log reads all hashes from the database, so that a rewritten log has nothing to hide behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from paizhu.journal import tiles

# Tiles at 4 KB each, and rows of hashes at some 200 bytes: of a log that has more of either, they are forgotten; and all
# are, when there are too many logs.
MOST_TILES, MOST_ROWS, MOST_LOGS = 512, 4_096, 64


class Above(NamedTuple):
    """What is the same in the proofs of all entries within a tile of tier 1. nodes: of that tile.  path: above it."""

    nodes: bytes
    path: Sequence[bytes]


@dataclass(slots=True)
class Edge:
    """The right edge of a tree of `size` entries. last: hashes stored with the last entry.  hashes: see `proofs.edges`.

    above: by place of the tile of tier 1, as far as it was asked for.
    """

    size: int
    last: bytes
    hashes: list[bytes]
    above: dict[int, Above] = field(default_factory=dict)


@dataclass(slots=True)
class Remembered:
    """What is remembered of a log.

    tiles: wide ones, by (tier, place).  rows: hashes as stored with an entry that completes a narrow tile, by its number.
    edge: of the tree asked about last.
    """

    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    rows: dict[int, bytes] = field(default_factory=dict)
    edge: Edge | None = None

    def add(self, read: Mapping[tuple[int, int], bytes], rows: Mapping[int, bytes], edge: Edge) -> None:
        """Remember what was read; nothing within a transaction, for that may be taken back."""
        if connection.in_atomic_block:
            return
        if len(self.tiles) > MOST_TILES:
            self.tiles, edge.above = {}, {}
        if len(self.rows) > MOST_ROWS:
            self.rows = {}
        # Of the narrow tiles there are too many.
        self.tiles |= {one: nodes for one, nodes in read.items() if one[0]}
        self.rows |= {
            number: hashes for number, hashes in rows.items() if not number & (1 << tiles.HEIGHT) - 1
        }
        self.edge = edge

    def add_above(self, edge: Edge, place: int, path: Sequence[bytes]) -> None:
        """Remember what is above the tile of tier 1 of that place, where tile and edge are remembered; as `add` does."""
        nodes = self.tiles.get((1, place))
        if nodes is not None and edge is self.edge and not connection.in_atomic_block:
            edge.above[place] = Above(nodes, path)


_logs: dict[int, Remembered] = {}


def of(log_id: int) -> Remembered:
    """Return what is remembered of a log."""
    known = _logs.get(log_id)
    return forget(log_id) if known is None else known


def forget(log_id: int) -> Remembered:
    """Remember nothing of a log any more; return that."""
    if len(_logs) >= MOST_LOGS:
        _logs.clear()
    empty = _logs[log_id] = Remembered()
    return empty
