"""Tiles: the hashes of many subtrees side by side, so that a proof reads one row where it would read one for each level.

A tile of tier 0 holds all subtrees within 64 entries that stand beside each other: the 64 entries, the 32 pairs and so on, up to
the two halves. One of tier 1 holds the same of 64 such stretches, and so on. It is written with the entry that completes it and
never changes. Everything in it stands with the entries as well: where a tile is not there, proofs are made from these.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter

from django.db import connection
from django.db.backends.utils import CursorWrapper

from paizhu.journal.reading import few, hash_in, rows_of
from paizhu.journal.tree import HASH_LENGTH

# Levels of the tree in a tile. With six of them a tile is 4,032 bytes, which fit one page of SQLite.
HEIGHT = 6

_WRITE = "INSERT INTO journal_tile (log_id, tier, place, nodes) VALUES (%s, %s, %s, %s)"
_NARROW = "SELECT place, nodes FROM journal_tile WHERE log_id = %s AND tier = 0 AND place BETWEEN %s AND %s"
_READ = "SELECT nodes FROM journal_tile WHERE log_id = %s AND tier = %s AND place = %s"


def completed(number: int) -> Iterator[tuple[int, int]]:
    """Give the tiles that an entry completes, as (tier, place): none, but for every 64th entry.

    >>> list(completed(63)), list(completed(128)), list(completed(4096))
    ([], [(0, 1)], [(0, 63), (1, 0)])
    """
    tier, place = 0, number
    while place and not place & (1 << HEIGHT) - 1:
        place >>= HEIGHT
        yield tier, place - 1
        tier += 1


def over(number: int, size: int) -> list[tuple[int, int]]:
    """Return the tiles that an entry of a log of `size` entries stands in, as (tier, place), as far as they are complete.

    >>> over(65, 5000), over(4999, 5000)
    ([(0, 1), (1, 0)], [])
    """
    found, place, whole = list[tuple[int, int]](), number - 1 >> HEIGHT, size >> HEIGHT
    while place < whole:
        found.append((len(found), place))
        place, whole = place >> HEIGHT, whole >> HEIGHT
    return found


def write(cursor: CursorWrapper, log_id: int, number: int) -> None:
    """Write the tiles that an entry completes, from the hashes that stand with the entries."""
    for tier, place in completed(number):
        nodes = made(cursor, log_id, tier, place)
        assert nodes is not None
        cursor.execute(_WRITE, [log_id, tier, place, nodes])


def stored(cursor: CursorWrapper, log_id: int, tier: int, place: int) -> bytes | None:
    """Return a tile as it is stored; None where it is not."""
    cursor.execute(_READ, [log_id, tier, place])
    found = cursor.fetchone()
    return bytes(found[0]) if found else None


def made(cursor: CursorWrapper, log_id: int, tier: int, place: int) -> bytes | None:
    """Return a tile as it follows from the hashes that stand with the entries; None where one of these is not there."""
    numbers = made_of(tier, place)
    rows = rows_of(cursor, log_id, numbers)
    if len(rows) != len(numbers):
        return None
    return b"".join(
        hash_in(rows[number], tier * HEIGHT + level)
        for level in range(HEIGHT)
        for number in numbers[(1 << level) - 1 :: 1 << level]
    )


def made_of(tier: int, place: int) -> list[int]:
    """Return the numbers of the entries that the hashes of a tile stand with."""
    return [((place << HEIGHT) + one) << tier * HEIGHT for one in range(1, (1 << HEIGHT) + 1)]


def joined(levels: Sequence[bytes], place: int) -> bytes:
    """Return the narrow tile of that place among entries. levels: the hashes of their subtrees, joined, from narrow to wide."""
    parts = []
    for level in range(HEIGHT):
        width = HASH_LENGTH << HEIGHT - level
        parts.append(levels[level][place * width : (place + 1) * width])
    return b"".join(parts)


def follow(log_id: int, number: int) -> bool:
    """Return whether the wide tiles that an entry completes follow from the hashes that stand with entries, if they are there."""
    wide = [(tier, place) for tier, place in completed(number) if tier]
    if not wide:
        return True
    with connection.cursor() as cursor:
        found = [(stored(cursor, log_id, *one), one) for one in wide]
        return all(nodes is None or nodes == made(cursor, log_id, *one) for nodes, one in found)


def narrow(log_id: int, first: int, last: int) -> dict[int, bytes]:
    """Return the tiles of tier 0 over entries `first` to `last`, by place."""
    rows = few(_NARROW, [log_id, first - 1 >> HEIGHT, (last >> HEIGHT) - 1])
    return {place: bytes(nodes) for place, nodes in rows}


def beside(nodes: bytes, place: int) -> Sequence[bytes]:
    """Return what a subtree within a tile is joined with, from narrow to wide. place: of the subtree at its lowest level."""
    return _beside(HEIGHT)[place & (1 << HEIGHT) - 1](nodes)


@cache
def _beside(height: int) -> list[Callable[[bytes], Sequence[bytes]]]:
    """What gives the hashes beside that stand in a tile, for each place in it: many at once, which is quicker than each."""
    begins = [sum(1 << height - below for below in range(level)) for level in range(height)]
    found = list[Callable[[bytes], Sequence[bytes]]]()
    for place in range(1 << height):
        starts = [(begins[level] + (place >> level ^ 1)) * HASH_LENGTH for level in range(height)]
        found.append(_cut([slice(at, at + HASH_LENGTH) for at in starts]))
    return found


def _cut(parts: list[slice]) -> Callable[[bytes], Sequence[bytes]]:
    if len(parts) > 1:
        return itemgetter(*parts)
    (only,) = parts  # of one alone it gives no sequence
    return lambda nodes: (nodes[only],)
