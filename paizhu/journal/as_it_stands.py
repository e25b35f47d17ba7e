"""Reading entries one by one as they stand in the database, whatever its owner has put there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from paizhu.journal.models import Entry, Log
from paizhu.journal.reading import few

_AT_ONCE = 2_000
# The greatest number that there is; SQLite sorts texts and bytes after it.
_BEFORE = "SELECT 1 FROM journal_entry WHERE log_id = %s AND number < 1 LIMIT 1"
_AFTER = "SELECT 1 FROM journal_entry WHERE log_id = %s AND number > 9223372036854775807 LIMIT 1"


def entries(found: QuerySet[Entry], after: int, last: int | None) -> Iterator[Any]:
    """Give entries by number, also two of one number. after, last: numbers; None for all there are.

    What stands in place of a number is given as well, with None for it: it has no place in the log.
    """
    if last is not None and after >= last:
        return
    up_to, key = Q() if last is None else Q(number__lte=last), None
    while True:
        beyond = (
            Q(number__gt=after)
            if key is None
            else Q(number__gte=after) & (Q(number__gt=after) | Q(pk__gt=key))
        )
        portion: list[Any] = list(found.filter(up_to & beyond).order_by("number", "pk")[:_AT_ONCE])
        numbered = [entry for entry in portion if isinstance(entry.number, int)]
        for entry in portion:
            entry.number = entry.number if isinstance(entry.number, int) else None
            yield entry
        if len(portion) < _AT_ONCE or not numbered:
            return
        after, key = numbered[-1].number, numbered[-1].pk


def without_number(log: Log) -> bool:
    """Return whether something is in a log before or after all numbers, where no entry has its place."""
    return any(few(_BEFORE, [log.pk])) or any(few(_AFTER, [log.pk]))


@contextmanager
def as_it_stands() -> Iterator[None]:
    """Let bytes that are no text be read from SQLite, which keeps them in a column of texts when its owner puts them there."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = before


def bytes_of(value: Any) -> bytes:
    """Return the bytes that stand in a column, whatever its owner has put there."""
    return (
        str(value).encode("utf-8", "surrogateescape")
        if isinstance(value, str | int | float)
        else bytes(value)
    )
