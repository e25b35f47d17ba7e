"""The heads of the logs kept here, and proofs from them: each takes logarithmically many of the stored hashes."""

from collections.abc import Sequence
from itertools import chain

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.journal import proofs
from paizhu.journal.models import Log
from paizhu.journal.proofs import Span
from paizhu.journal.reading import hashes_of
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
    """Return the proof that an entry is among the log's first `size`. Source: RFC 9162 §2.1.3.1."""
    return roots(log, proofs.inclusion(number, size))


def consistency(log: Log, old: int, new: int) -> list[bytes]:
    """Return the proof that the log's first `old` entries are the start of its first `new`. Source: RFC 9162 §2.1.4.1."""
    return roots(log, proofs.consistency(old, new))


def roots(log: Log, spans: Sequence[Span]) -> list[bytes]:
    """Return the hashes of subtrees; one statement reads all that they are made of."""
    covers = [proofs.cover(span) for span in spans]
    with connection.cursor() as cursor:
        stored = hashes_of(cursor, log.pk, list(chain(*covers)))
    return [proofs.joined([stored[node] for node in cover]) for cover in covers]
