"""Reading a log: entries in order, the content that is still kept, and the hashes of the tree."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from paizhu.guard.rows import rows
from paizhu.journal.canonical import Json
from paizhu.journal.commitments import commitment
from paizhu.journal.models import Content, Entry
from paizhu.journal.sealed import MARK, NotAsSealed, Where, text_of
from paizhu.journal.tree import HASH_LENGTH, Node

_ROWS = "SELECT number, hashes FROM journal_entry WHERE log_id = %s AND number IN ({})"


def revision() -> int:
    """Return a number that every entry raises, of whatever log, at the moment at which it can be seen.

    Not the key of the last entry: on PostgreSQL an earlier key may be committed after a later one.
    """
    ((length,),) = rows("SELECT COALESCE(SUM(length), 0) FROM journal_log")
    return int(length)


def entries(log: str, after: int | None = None, *, limit: int) -> list[Entry]:
    """Return entries of an organ's log by number. after: those beyond this number; None: from the first."""
    found = Entry.objects.filter(log__organ=log, number__gt=after or 0)
    return list(found.select_related("log").order_by("number")[:limit])


def latest(log: str, before: int | None = None, *, limit: int) -> list[Entry]:
    """Return the latest entries of an organ's log, the last one first. before: those below this number; None: all."""
    found = Entry.objects.filter(log__organ=log)
    if before is not None:
        found = found.filter(number__lt=before)
    return list(found.order_by("-number")[:limit])


def content_of(entry: Entry) -> dict[str, Json]:
    """Return the entry's content by name, less what was deleted meanwhile. Raises NotAsSealed, NoKey."""
    return {one.name: json.loads(opened(entry, one)) for one in entry.content.order_by("name")}


def opened(entry: Entry, content: Content) -> str:
    """Return the canonical text of what an entry commits to. Raises NotAsSealed, NoKey."""
    if not content.value.startswith(MARK):
        return content.value
    body = json.loads(entry.body)
    return text_of(Where(body["matter"], body["log"], entry.number, content.name), content.value)


def matches(entry: Entry, content: Content) -> bool:
    """Return whether the content is what the entry committed to under that name. Raises NoKey where it is sealed."""
    commitments = json.loads(entry.body).get("content")
    committed = commitments.get(content.name) if isinstance(commitments, dict) else None
    try:
        text = opened(entry, content)
    except NotAsSealed:
        return False
    return bool(committed == commitment(bytes(content.salt), text))


def hashes_of(cursor: CursorWrapper, log_id: int, nodes: Collection[Node]) -> dict[Node, bytes]:
    """Return the hashes of subtrees, read at once; each is stored with the entry that completes it."""
    stored = rows_of(cursor, log_id, [node.number for node in nodes])
    return {node: hash_in(stored[node.number], node.level) for node in nodes}


def rows_of(cursor: CursorWrapper, log_id: int, numbers: Collection[int]) -> dict[int, bytes]:
    """Return the hashes that are stored with entries, by their numbers; nothing of those that are not there, or are no bytes."""
    if not numbers:
        return {}
    cursor.execute(_ROWS.format(", ".join(["%s"] * len(numbers))), [log_id, *numbers])
    return {number: bytes(hashes) for number, hashes in cursor.fetchall() if not isinstance(hashes, str)}


def read_at_once(
    log_id: int, tiles: Sequence[tuple[int, int]], numbers: Collection[int]
) -> tuple[dict[tuple[int, int], bytes], dict[int, bytes]]:
    """Return tiles and, as `rows_of` does, hashes that are stored with entries, by one statement.

    tiles: as (tier, place).  numbers: one at least.
    """
    statement, of = _at_once(len(tiles), len(numbers)), list[int]()
    for tile in tiles:
        of += (log_id, *tile)
    of += (log_id, *numbers)
    read, found = dict[tuple[int, int], bytes](), dict[int, bytes]()
    for tier, place, hashes in few(statement, of):
        if tier is None:
            found[place] = bytes(hashes)
        else:
            read[tier, place] = bytes(hashes)
    return read, found


_TILE_AND_LAST = (
    "SELECT nodes, hashes FROM journal_tile t, journal_entry e "
    "WHERE t.log_id = %s AND tier = 0 AND place = %s AND e.log_id = %s AND number = %s"
)


def tile_and_last(log_id: int, place: int, number: int) -> tuple[bytes, bytes] | None:
    """Return a narrow tile, and the hashes that are stored with an entry; None where either is not there."""
    for nodes, hashes in few(_TILE_AND_LAST, (log_id, place, log_id, number)):
        return bytes(nodes), bytes(hashes)
    return None


@cache
def _at_once(tiles: int, numbers: int) -> str:
    tile = "SELECT tier, place, nodes FROM journal_tile WHERE log_id = %s AND tier = %s AND place = %s UNION ALL "
    return tile * tiles + _ROWS.format(", ".join(["%s"] * numbers)).replace("SELECT", "SELECT NULL,")


def few(statement: str, of: Sequence[Any]) -> list[Any]:
    """Return the rows of a statement, for those who ask often: on SQLite Django's cursor takes longer than a row or two."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor != "sqlite":
        return rows(statement, of)
    if here.connection is None:
        here.ensure_connection()
    here.validate_no_broken_transaction()
    try:
        return list(here.connection.execute(_of_sqlite(statement), of))
    except sqlite3.Error:
        with here.wrap_database_errors:  # only then: to enter it takes a tenth of a proof
            raise


@cache
def _of_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


def hash_in(hashes: bytes, level: int) -> bytes:
    """Return the hash of a level among those stored with an entry; empty where there is none."""
    return hashes[level * HASH_LENGTH : (level + 1) * HASH_LENGTH]
