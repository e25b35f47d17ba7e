"""Verifying entries where they are kept, many at once: what is proven to be sound here need not be looked at one by one.

Whatever is not proven, for whatever reason, is left to `checking`, which says what is wrong with it. So this may be
narrow and quick: it knows entries as the product writes them, and nothing else.
"""

import gc
import hashlib
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import repeat
from operator import add
from typing import Annotated, NamedTuple, TypeAlias

import msgspec
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper

from paizhu.guard import beyond
from paizhu.journal import tiles
from paizhu.journal.body import FORM
from paizhu.journal.canonical import LARGEST
from paizhu.journal.models import SHA256
from paizhu.journal.sealed import MARK, NoKey, NotAsSealed, Where, text_of

# A block is of whole tiles; it is read by one statement.
LEVEL = 9
BLOCK = 1 << LEVEL
# So many entries a process verifies before it is given others.
AT_ONCE = 8 * BLOCK
# Fewer are not shared out: to start processes takes longer.
SHARED = 32 * BLOCK

_Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
_Plain: TypeAlias = str | _Whole | bool | None
_Flat: TypeAlias = _Plain | list[_Plain] | dict[str, _Plain]
_Deep: TypeAlias = _Plain | list[_Flat] | dict[str, _Flat]
_Deeper: TypeAlias = _Plain | list[_Deep] | dict[str, _Deep]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """An entry as `body` writes it, its fields in canonical order. Fractions and deeper facts are not known here."""

    act: str
    at: str
    channel: str
    clock: str | msgspec.UnsetType = msgspec.UNSET
    content: dict[str, str]
    facts: dict[str, _Deeper]
    form: int
    hash: str
    log: str
    matter: str | None
    number: _Whole
    on: str
    organ: str
    outcome: str
    seat: str


_decoder = msgspec.json.Decoder(_Body)
_encoder = msgspec.json.Encoder(order="deterministic")
# First bytes of characters from U+E000 on, where UTF-16, by which canonical JSON sorts, has another order.
_BEYOND = bytes(range(0xEE, 0xF5))
# How long an instant with a fraction is, as the table has it.
_STORED = len("2026-03-02 01:00:00.000005")
_PLAIN, _LEAF, _NODE = sha256(), sha256(b"\x00"), sha256(b"\x01")
# Stands between values that the database puts together and that may hold any byte.
_BETWEEN = bytes(range(1, 7))
# The database puts the values of a block together: they are read in half the time that as many rows take. What would be
# put together in another order than that of the numbers is not proven, for the numbers are among the values.
_ENTRIES = {
    "sqlite": """
        SELECT sum(typeof(body) = 'text' AND typeof(hashes) = 'blob'), sum(id - number = %s), group_concat(number),
            group_concat(at), CAST(group_concat(body, char(10)) AS BLOB),
            CAST(group_concat(hashes, char(1, 2, 3, 4, 5, 6)) AS BLOB)
        FROM ({rows})""",
    "postgresql": """
        SELECT count(*), count(*) FILTER (WHERE id - number = %s), string_agg(number::text, ','),
            string_agg(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), ','),
            convert_to(string_agg(body, chr(10)), 'UTF8'), string_agg(hashes, '\\x010203040506'::bytea)
        FROM ({rows}) AS entry""",
}
_ROWS = """
    SELECT id, number, at, body, hashes FROM journal_entry WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
_KEY = "SELECT id FROM journal_entry WHERE log_id = %s AND number = %s"
_CONTENT = {
    "sqlite": """
        SELECT sum(typeof(salt) = 'blob' AND typeof(value) = 'text'), group_concat(number), group_concat(name, char(10)),
            CAST(group_concat(salt || value, char(1, 2, 3, 4, 5, 6)) AS BLOB)
        FROM ({rows})""",
    "postgresql": """
        SELECT count(*), string_agg(number::text, ','), string_agg(name, chr(10)),
            string_agg(salt || convert_to(value, 'UTF8'), '\\x010203040506'::bytea)
        FROM ({rows}) AS content""",
}
_CONTENT_ROWS = """
    SELECT e.number, c.name, c.salt, c.value FROM journal_entry e JOIN journal_content c ON c.entry_id = e.id
    WHERE e.log_id = %s AND e.number BETWEEN %s AND %s
"""
# The same where the keys of a block follow on each other as the numbers do: without a look for each.
_CONTENT_BESIDE = """
    SELECT entry_id - %s AS number, name, salt, value FROM journal_content WHERE entry_id BETWEEN %s AND %s
"""


class Block(NamedTuple):
    """Entries that are sound in themselves, a perfect subtree of them.

    root: its hash.  wider: hashes of wider subtrees, as stored with the last entry.  leaves: the entries' hashes, where wanted.
    """

    root: bytes
    wider: bytes
    leaves: list[bytes]


class Asked(NamedTuple):
    """A log. singly: sizes of it within whose blocks the leaves are wanted."""

    log_id: int
    organ: str
    singly: frozenset[int]


def read(asked: Asked, first: int, last: int) -> Iterator[list[Block | None]]:
    """Give the blocks of entries `first` to `last` in their order, some at a time; None for one that is not proven.

    first: one more than a multiple of BLOCK.  last: such a multiple.  By several processes, where there are many entries.
    """
    starts = range(first, last + 1, AT_ONCE)
    ends = [min(start + AT_ONCE - 1, last) for start in starts]
    workers = processors()
    if workers == 1 or last - first < SHARED or not _may_fork():
        yield from map(_blocks, repeat(asked), starts, ends)
        return
    # Each has a connection of its own, and inherits none.
    connections.close_all()
    # Nothing that they make refers to itself, so there is nothing for the collector to find.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), gc.disable) as pool:
        yield from pool.map(_blocks, repeat(asked), starts, ends)


def processors() -> int:
    """Return how many processes verify a long log."""
    return min(len(os.sched_getaffinity(0)), 8) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    """What a transaction has written others do not see; and of a process with threads no copy is made."""
    return not connection.in_atomic_block and threading.active_count() == 1


@beyond.reading(beyond.Why.VERIFYING)
def _blocks(asked: Asked, first: int, last: int) -> list[Block | None]:
    with connection.cursor() as cursor:
        tiled = tiles.narrow(cursor, asked.log_id, first, last)
        cursor.execute(_KEY, [asked.log_id, first])
        (key,) = cursor.fetchone() or (first,)
        return [_block(cursor, asked, start, key - first, tiled) for start in range(first, last, BLOCK)]


def _block(
    cursor: CursorWrapper, asked: Asked, first: int, beside: int, tiled: Mapping[int, bytes]
) -> Block | None:
    """A block. beside: by how much the keys of entries are likely to be more than their numbers."""
    last = first + BLOCK - 1
    cursor.execute(_ENTRIES[connection.vendor].format(rows=_ROWS), [beside, asked.log_id, first, last])
    count, follow, numbers, at, text, hashes = cursor.fetchone()
    if count != BLOCK or numbers != ",".join(map(str, range(first, last + 1))):
        return None
    text = bytes(text)
    said = _said(asked.organ, first, at, text)
    if said is None or not _kept(cursor, asked, said, beside if follow == count else None):
        return None
    levels = _levels(text.split(b"\n"))
    narrow = first - 1 >> tiles.HEIGHT
    for place in range(narrow, last >> tiles.HEIGHT):
        if place in tiled and tiled[place] != tiles.joined(levels, place - narrow):
            return None
    wider = _wider(levels, bytes(hashes))
    singly = any(first <= size < last for size in asked.singly)
    return None if wider is None else Block(levels[-1][0], wider, levels[0] if singly else [])


def _said(organ: str, first: int, at: str, text: bytes) -> list[_Body] | None:
    """What entries say, if each is canonical, of the log, and has the number and instant that the table has.

    first: the number of the first.  at: instants with commas between them.  text: the entries with line feeds between them.
    """
    try:
        said = _decoder.decode_lines(text)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if (
        _encoder.encode_lines(said) != text + b"\n"
        or text.count(b"\n") != len(said) - 1
        # What is written without escapes can be written in one way only.
        or b"\\" in text
        or not (text.isascii() or len(text.translate(None, _BEYOND)) == len(text))
        or {(one.form, one.hash, one.log) for one in said} != {(FORM, SHA256, organ)}
        or [one.number for one in said] != list(range(first, first + len(said)))
        or _instants(at, len(said)) != (stated := ",".join([one.at for one in said]))
        or stated.count(",") != len(said) - 1
    ):
        return None
    return said


def _instants(stored: str, count: int) -> str:
    """Instants as entries have them. SQLite keeps a text, in which a whole second has no fraction."""
    if len(stored) != (_STORED + 1) * count - 1:
        stored = ",".join(one if len(one) == _STORED else one + ".000000" for one in stored.split(","))
    return stored.replace(" ", "T").replace(",", "Z,") + "Z"


def _kept(cursor: CursorWrapper, asked: Asked, said: Sequence[_Body], beside: int | None) -> bool:
    """Whether what is kept is what entries commit to.

    beside: by how much the keys of entries are more than their numbers, where that is the same for all.
    """
    first, last = said[0].number, said[-1].number
    rows, of = _CONTENT_ROWS, [asked.log_id, first, last]
    if beside is not None:
        rows, of = _CONTENT_BESIDE, [beside, first + beside, last + beside]
    cursor.execute(_CONTENT[connection.vendor].format(rows=rows), of)
    count, numbers, names, joined = cursor.fetchone()
    if not count:
        return numbers is None
    joined = bytes(joined)
    if MARK.encode() in joined:
        cursor.execute(rows, of)
        return all(_matches(said[number - first], *content) for number, *content in cursor.fetchall())
    made = [one.hex() for one in _hashed(_PLAIN, joined.split(_BETWEEN))]
    each = [said[int(number) - first].content for number in numbers.split(",")], names.split("\n")
    if not len(made) == len(each[0]) == len(each[1]) == count:
        return False
    return made == [content.get(name) for content, name in zip(*each, strict=True)]


def _matches(said: _Body, name: str, salt: bytes, value: str) -> bool:
    if value.startswith(MARK):
        try:
            value = text_of(Where(said.matter or "", said.log, said.number, name), value)
        except (NotAsSealed, NoKey):
            return False
    return said.content.get(name) == sha256(salt + value.encode()).hexdigest()


def _levels(raw: Sequence[bytes]) -> list[list[bytes]]:
    """The hashes of entries, of pairs of them and so on, up to that of all."""
    levels = [_hashed(_LEAF, raw)]
    while len(levels[-1]) > 1:
        levels.append(_hashed(_NODE, map(add, levels[-1][::2], levels[-1][1::2])))
    return levels


def _hashed(begun: "hashlib._Hash", texts: Iterable[bytes]) -> list[bytes]:
    """The hashes of texts that begin alike. To copy what was begun is quicker than to begin anew."""
    found = []
    for text in texts:
        one = begun.copy()
        one.update(text)
        found.append(one.digest())
    return found


def _wider(levels: Sequence[list[bytes]], stored: bytes) -> bytes | None:
    """The hashes of wider subtrees at the end of what is stored; None where what stands before does not follow from the entries.

    stored: with _BETWEEN between those of one entry and of the next.
    """
    wanted = levels[0].copy()
    for level, hashes in enumerate(levels[1:], 1):
        # Each entry has its own, then those of the subtrees that it completes.
        wanted[(1 << level) - 1 :: 1 << level] = map(add, wanted[(1 << level) - 1 :: 1 << level], hashes)
    text = _BETWEEN.join(wanted)
    whole = text.count(_BETWEEN) == stored.count(_BETWEEN) == len(wanted) - 1
    return stored[len(text) :] if whole and stored.startswith(text) else None
