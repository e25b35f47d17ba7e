"""Hashes that the process remembers, so that a proof asks the database for what is close to its entry alone.

What is complete never changes: a perfect subtree, and the right edge of the tree of a given size. Should another
database be put in place of the one it came from, the last entry of that size tells, which is read for every proof: a
log that was begun anew from an earlier entry, as after a restore, has another one there. Only proofs read here; what
verifies or signs a log reads all hashes from the database, so that a rewritten log has nothing to hide behind.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

# Of every 256th entry, which completes a subtree of that width, and wider ones.
WIDTH = 256
# At some 200 bytes each. Of a log that has more, they are forgotten; and all are, when there are too many logs.
MOST, MOST_LOGS = 16_384, 64


class Edge(NamedTuple):
    """The right edge of a tree of `size` entries. last: hashes stored with the last entry.  hashes: see `proofs.edges`."""

    size: int
    last: bytes
    hashes: list[bytes]


@dataclass(slots=True)
class Remembered:
    """What is remembered of a log. hashes: as stored, by the number of the entry.  edge: of the tree asked about last."""

    hashes: dict[int, bytes] = field(default_factory=dict)
    edge: Edge | None = None

    def add(self, read: dict[int, bytes], edge: Edge) -> None:
        """Remember what was read; nothing new within a transaction, for that may be taken back."""
        wide = [number for number in read if not number % WIDTH]
        if (not wide and edge is self.edge) or connection.in_atomic_block:
            return
        if len(self.hashes) > MOST:
            self.hashes = {}
        for number in wide:
            self.hashes[number] = read[number]
        self.edge = edge


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
