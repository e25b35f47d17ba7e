"""The heads of the logs kept here, and proofs from them: each takes logarithmically many of the stored hashes."""

from collections.abc import Sequence
from itertools import chain

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.journal import proofs, remembered, tiles
from paizhu.journal.models import Log
from paizhu.journal.proofs import Span
from paizhu.journal.reading import hash_in, hashes_of, read_at_once, tile_and_last
from paizhu.journal.remembered import Edge
from paizhu.journal.tree import Node
from paizhu.norms.errors import InvalidInput


def the_log(organ: str) -> Log:
    """Return an organ's log. Raises InvalidInput when it has none."""
    found = Log.objects.filter(organ=organ).first()
    if found is None:
        raise InvalidInput(_("No log of {organ!r}: nothing was recorded in it.").format(organ=organ))
    return found


def root(log: Log, size: int) -> bytes:
    """Return the root of the tree of a log's first entries, as it follows from the stored hashes."""
    return roots(log, [Span(0, size)])[0]


def inclusion(log: Log, number: int, size: int) -> list[bytes]:
    """Return the proof that an entry is among the log's first `size`. Source: RFC 9162 §2.1.3.1.

    Hashes of wide subtrees may be as this process read them before: see `remembered`.
    """
    found = _joined_as_before(log.pk, number - 1, size)
    return found if found is not None else _inclusion(log.pk, number, size, tiles.over(number, size))


def _joined_as_before(log_id: int, index: int, size: int) -> list[bytes] | None:
    """The proof, where all but its narrow tile is remembered, as most are made once some were; None where it is not."""
    edge, stretch = remembered.of(log_id).edge, index >> tiles.HEIGHT
    if edge is None or edge.size != size:
        return None
    above = edge.above.get(stretch >> tiles.HEIGHT)
    if above is None:
        return None
    read = tile_and_last(log_id, stretch, size)
    if read is None or read[1] != edge.last:
        return None
    return [*tiles.beside(read[0], index), *tiles.beside(above.nodes, stretch), *above.path]


def _inclusion(log_id: int, number: int, size: int, over: Sequence[tuple[int, int]]) -> list[bytes]:
    """The proof, from tiles and, where these end, from what is stored with single entries. over: tiles, from narrow to wide."""
    known = remembered.of(log_id)
    edge, path = known.edge, proofs.path(number, size, len(over) * tiles.HEIGHT)
    wanted = [one for one in over if one not in known.tiles]
    needed = {one for one, _level in path if one and one not in known.rows}
    needed.add(size)
    peaks = list[Node]()
    if edge is None or edge.size != size:
        peaks = proofs.cover(Span(0, size))
        needed.update(node.number for node in peaks)
        needed.add(edge.size if edge else size)
    read, rows = read_at_once(log_id, wanted, needed)
    if edge is not None and rows.get(edge.size) != edge.last:
        remembered.forget(log_id)
        return _inclusion(log_id, number, size, over)
    if len(read) != len(wanted):
        # One was not written, so neither it nor what is wider is asked for.
        lacking = next(tier for tier, place in wanted if (tier, place) not in read)
        return _inclusion(log_id, number, size, over[:lacking])
    if edge is None or peaks:
        hashes = [hash_in(rows[node.number], node.level) for node in peaks]
        edge = Edge(size, rows[size], proofs.edges(peaks, hashes))
    found, index = list[bytes](), number - 1
    for one in over:
        found += tiles.beside(read.get(one) or known.tiles[one], index)
        index >>= tiles.HEIGHT
    found += [
        hash_in(rows.get(one) or known.rows[one], level) if one else edge.hashes[level] for one, level in path
    ]
    # Nothing but what is read for each proof, a narrow tile and the last entry: nothing to remember.
    if len(read) > 1 or len(rows) > 1 or edge is not known.edge:
        known.add(read, rows, edge)
    if len(over) > 1:
        known.add_above(edge, over[1][1], found[2 * tiles.HEIGHT :])
    return found


def consistency(log: Log, old: int, new: int) -> list[bytes]:
    """Return the proof that the log's first `old` entries are the start of its first `new`. Source: RFC 9162 §2.1.4.1."""
    return roots(log, proofs.consistency(old, new))


def roots(log: Log, spans: Sequence[Span]) -> list[bytes]:
    """Return the hashes of subtrees; one statement reads all that they are made of."""
    covers = [proofs.cover(span) for span in spans]
    with connection.cursor() as cursor:
        stored = hashes_of(cursor, log.pk, list(chain(*covers)))
    return [proofs.joined([stored[node] for node in cover]) for cover in covers]
