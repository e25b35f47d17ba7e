"""Appending to a log, inside the transaction of the act that the entry is about."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain
from typing import Literal

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.timezone import is_naive

from paizhu.journal import tiles, tree
from paizhu.journal.body import Outcome, Said, at_microseconds, body, microseconds
from paizhu.journal.canonical import Json
from paizhu.journal.commitments import Committed, commit
from paizhu.journal.models import Entry, Log
from paizhu.journal.reading import hashes_of
from paizhu.journal.sealed import Seals, Where

# Every act waits for these statements, so they are written out: made by the ORM they take three times as long.
# The first takes the log's next number and holds the log until the transaction ends. An entry's instant is never
# before the last one's: where the clock has gone back, it is the moment after.
_NEXT = """
    UPDATE journal_log
    SET length = length + 1, latest_at = CASE WHEN latest_at <= %s THEN %s ELSE latest_at + 1 END
    WHERE organ = %s
    RETURNING id, length, latest_at
"""
_ENTRY = (
    "INSERT INTO journal_entry (log_id, number, at, body, hashes) VALUES (%s, %s, %s, %s, %s) RETURNING id"
)
_CONTENT = "INSERT INTO journal_content (entry_id, name, salt, value) VALUES "
_FIELDS = ["id", "log_id", "number", "at", "body", "hashes"]


def append(
    log: str,
    *,
    at: datetime,
    act: str,
    seat: str,
    organ: str,
    channel: str,
    outcome: Literal["done", "refused"],
    matter: str | None,
    on: date,
    facts: Mapping[str, Json],
    content: Mapping[str, Json],
    seals: Seals | None = None,
) -> Entry:
    """Append an entry to an organ's log and keep its content; the log is made with its first entry.

    log: the organ's id.  at: aware.  seat, organ: who acted, and from which organ.  matter: its random reference.
    on: the day the act is about.  facts: what may be read by all who may read the log (gate, ids of norms, state
    from and to, clocks, the ruling's answer).  content: everything else, by name; the entry holds commitments only.
    seals: what content is kept as; None: as it is.

    Other appends to the same log wait until the caller's transaction ends; it must lock nothing that they hold.
    Raises TransactionManagementError outside of a transaction, ValueError when `at` is naive, NotCanonical.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal.append needs the transaction of the act")
    if is_naive(at):
        raise ValueError(f"at={at!r} names no time zone")
    said = Said(
        act=act,
        seat=seat,
        organ=organ,
        channel=channel,
        outcome=Outcome(outcome),
        matter=matter,
        on=on,
        facts=facts,
    )
    # Before the log is held: what has no canonical form keeps nobody waiting.
    kept = {name: commit(value) for name, value in content.items()}
    return _append(log, at, said, kept, seals)


def _append(
    log: str, clock: datetime, said: Said, kept: Mapping[str, Committed], seals: Seals | None
) -> Entry:
    with connection.cursor() as cursor:
        log_id, number, latest = _next(cursor, log, microseconds(clock))
        at = at_microseconds(latest)
        commitments = {name: one.commitment for name, one in kept.items()}
        text = body(said, log=log, number=number, at=at, clock=clock, content=commitments)
        joined = hashes_of(cursor, log_id, tree.left_of(number))
        hashes = b"".join(tree.completed(text.encode(), number, joined.__getitem__))
        row = [log_id, number, connection.ops.adapt_datetimefield_value(at), text, hashes]
        cursor.execute(_ENTRY, row)
        (entry_id,) = cursor.fetchone()
        tiles.write(cursor, log_id, number)
        if kept:
            texts = {name: one.text for name, one in kept.items()}
            if seals is not None:
                texts = {
                    n: seals(Where(said.matter or "", log, number, n), text) for n, text in texts.items()
                }
            values = [[entry_id, name, one.salt, texts[name]] for name, one in kept.items()]
            cursor.execute(_CONTENT + ", ".join(["(%s, %s, %s, %s)"] * len(kept)), list(chain(*values)))
    return Entry.from_db(connection.alias, _FIELDS, [entry_id, log_id, number, at, text, hashes])


def _next(cursor: CursorWrapper, log: str, at: int) -> tuple[int, int, int]:
    """The log's id, the next number in it, and the instant of the entry; a new log is made first."""
    cursor.execute(_NEXT, [at, at, log])
    taken = cursor.fetchone()
    if taken is None:
        # Of two first entries at once, one makes the log and the other waits here for it.
        Log.objects.bulk_create([Log(organ=log)], ignore_conflicts=True)
        cursor.execute(_NEXT, [at, at, log])
        taken = cursor.fetchone()
    return taken[0], taken[1], taken[2]
