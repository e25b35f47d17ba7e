"""Verifying entries where they are kept, many at once: what is proven to be sound here need not be looked at one by one.

Whatever is not proven, for whatever reason, is left to `checking`, which says what is wrong with it. So this may be
narrow and quick: it knows entries as the product writes them, and nothing else.
"""

import gc
import multiprocessing
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import sha256
from itertools import repeat
from typing import Annotated, NamedTuple, TypeAlias

import msgspec
from django.db import connection, connections

from paizhu.guard import beyond
from paizhu.journal.body import FORM
from paizhu.journal.canonical import LARGEST
from paizhu.journal.models import SHA256
from paizhu.journal.sealed import MARK, NoKey, NotAsSealed, Where, text_of
from paizhu.journal.tree import HASH_LENGTH

LEVEL = 8
BLOCK = 1 << LEVEL
# So many entries are read by one statement, and verified by one process.
AT_ONCE = 16 * BLOCK
# Fewer are not shared out: to start processes takes longer.
SHARED = 64 * BLOCK

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


_decode = msgspec.json.Decoder(_Body).decode
_encode = msgspec.json.Encoder(order="deterministic").encode
# First bytes of characters from U+E000 on, where UTF-16, by which canonical JSON sorts, has another order.
_BEYOND = bytes(range(0xEE, 0xF5))
# An instant as entries have it. SQLite keeps a text, in which a whole second has no fraction.
_AT = {
    "sqlite": "replace(at, ' ', 'T') || CASE length(at) WHEN 19 THEN '.000000Z' ELSE 'Z' END",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}
_ENTRIES = """
    SELECT id, number, {at}, body, hashes FROM journal_entry
    WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
_CONTENT = """
    SELECT c.entry_id, c.name, c.salt, c.value FROM journal_entry e JOIN journal_content c ON c.entry_id = e.id
    WHERE e.log_id = %s AND e.number BETWEEN %s AND %s
"""
_Entry: TypeAlias = tuple[int, int, str, str, bytes]
_Content: TypeAlias = tuple[int, str, bytes, str]


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
    kept: dict[int, list[_Content]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES.format(at=_AT[connection.vendor]), [asked.log_id, first, last])
        rows: list[_Entry] = cursor.fetchall()
        cursor.execute(_CONTENT, [asked.log_id, first, last])
        for content in cursor.fetchall():
            kept[content[0]].append(content)
    if [row[1] for row in rows] != list(range(first, last + 1)):
        return [None] * ((last - first + 1) // BLOCK)
    found = []
    for at in range(0, len(rows), BLOCK):
        part, start = rows[at : at + BLOCK], first + at
        raw = [row[3].encode() for row in part]
        sound = all(map(_is_sound, repeat(asked.organ), part, raw, [kept.get(row[0], ()) for row in part]))
        singly = any(start <= size < start + BLOCK - 1 for size in asked.singly)
        found.append(_block(raw, [bytes(row[4]) for row in part], singly=singly) if sound else None)
    return found


def _is_sound(organ: str, row: _Entry, raw: bytes, kept: Sequence[_Content]) -> bool:
    """Whether the text is canonical and says what the columns say, and what is kept is what it commits to."""
    try:
        said = _decode(raw)
    except msgspec.MsgspecError:
        return False
    return (
        _encode(said) == raw
        # What is written without escapes can be written in one way only.
        and b"\\" not in raw
        and (raw.isascii() or len(raw.translate(None, _BEYOND)) == len(raw))
        and (said.form, said.hash, said.log, said.number, said.at) == (FORM, SHA256, organ, row[1], row[2])
        and (not kept or all(_matches(said, *content) for content in kept))
    )


def _matches(said: _Body, _entry: int, name: str, salt: bytes, value: str) -> bool:
    if value.startswith(MARK):
        try:
            value = text_of(Where(said.matter or "", said.log, said.number, name), value)
        except (NotAsSealed, NoKey):
            return False
    return said.content.get(name) == sha256(salt + value.encode()).hexdigest()


def _block(raw: Sequence[bytes], stored: Sequence[bytes], *, singly: bool) -> Block | None:
    """The subtree of entries, if the hashes that are stored with them follow from them."""
    leaves = [sha256(b"\x00" + one).digest() for one in raw]
    # With each subtree the hashes that are stored with its entries, one after the other: its own is the last.
    hashes = written = leaves
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        written = [
            left + right + own for left, right, own in zip(written[::2], written[1::2], hashes, strict=True)
        ]
    text = b"".join(stored)
    if [*map(len, stored[:-1])] != _lengths(len(raw) - 1) or not text.startswith(written[0]):
        return None
    return Block(hashes[0], text[len(written[0]) :], leaves if singly else [])


@cache
def _lengths(count: int) -> list[int]:
    """How many bytes of hashes are stored with the first entries of a block."""
    return [HASH_LENGTH * (number & -number).bit_length() for number in range(1, count + 1)]
