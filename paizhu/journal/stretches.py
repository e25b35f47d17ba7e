"""Verifying entries where they are kept, many at once: what is proven to be sound here need not be looked at one by one.

Whatever is not proven, for whatever reason, is left to `checking`, which says what is wrong with it. So this may be
narrow and quick: it knows entries as the product writes them, and nothing else.
"""

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import repeat
from operator import add
from typing import Annotated, NamedTuple, TypeAlias

import msgspec
from django.db import DatabaseError, connection, connections

from paizhu.guard import beyond
from paizhu.journal import tiles
from paizhu.journal.body import FORM
from paizhu.journal.canonical import LARGEST
from paizhu.journal.models import SALT_LENGTH, SHA256
from paizhu.journal.reading import few, rows
from paizhu.journal.sealed import MARK, NoKey, NotAsSealed, Where, text_of

# A block is of whole tiles.
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
# First bytes of characters from U+E000 on.
_FROM_E000 = bytes(range(0xEE, 0xF5))
_LEAF, _NODE = sha256(b"\x00"), sha256(b"\x01")
_SEALED = MARK.encode()

_ENTRIES = """
    SELECT id, number, {at}, body, hashes FROM journal_entry
    WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
# As entries have it, but for the end. SQLite keeps a text, in which a whole second has no fraction; or whatever it was given.
AT = {
    "sqlite": "CASE WHEN typeof(at) = 'text' THEN at ELSE '' END",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_ENDS = "SELECT id FROM journal_entry WHERE log_id = %s AND number IN (%s, %s) ORDER BY number"
_CONTENT = """
    SELECT c.entry_id, c.name, {salted} FROM journal_entry e JOIN journal_content c ON c.entry_id = e.id
    WHERE e.log_id = %s AND e.number BETWEEN %s AND %s ORDER BY e.number
"""
# The same where the keys of entries follow on each other as their numbers do: without a look for each.
_CONTENT_BETWEEN = """
    SELECT entry_id, name, {salted} FROM journal_content WHERE entry_id BETWEEN %s AND %s ORDER BY entry_id
"""
# What a commitment is of; nothing, where the database holds another kind of value than it should.
_SALTED = {
    "sqlite": "CASE WHEN typeof(salt) = 'blob' AND typeof(value) = 'text' THEN CAST(salt || value AS BLOB) END",
    "postgresql": "salt || convert_to(value, 'UTF8')",
}
_Entry: TypeAlias = tuple[int, int, str, str, bytes]
_Content: TypeAlias = tuple[int, str, bytes | None]


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
    try:
        return _proven(asked, first, last)
    except (
        DatabaseError,
        TypeError,
    ):  # SQLite keeps bytes that are no text in a column of texts, and the other way round
        return [None] * ((last - first + 1) // BLOCK)


def _proven(asked: Asked, first: int, last: int) -> list[Block | None]:
    entries, contents, tiled, beside = _read(asked, first, last)
    found, content = list[Block | None](), next(contents, None)
    for start in range(first, last, BLOCK):
        leaves, stored, sound = [], [], True
        for number, entry in zip(range(start, start + BLOCK), entries):  # noqa: B905  the next block's are left
            said, raw = _said(asked.organ, number, entry)
            sound = sound and said is not None and beside in {None, entry[0] - number}
            while content is not None and content[0] == entry[0]:
                sound = sound and said is not None and _matches(said, content)
                content = next(contents, None)
            leaf = _LEAF.copy()
            leaf.update(raw)
            leaves.append(leaf.digest())
            stored.append(entry[4])
        singly = any(start <= size < start + BLOCK - 1 for size in asked.singly)
        found.append(
            _block(start, leaves, stored, tiled, singly=singly) if sound and len(leaves) == BLOCK else None
        )
    # Content that was not met stands with an entry out of order.
    return found if content is None else [None] * len(found)


def _read(
    asked: Asked, first: int, last: int
) -> tuple[Iterator[_Entry], Iterator[_Content], dict[int, bytes], int | None]:
    """Entries, what is kept of them, and their narrow tiles by place; the first two are read while one goes through them.

    And by how much the keys of all these entries have to be more than their numbers for that to be all that is kept; None: for
    any keys it is.
    """
    vendor = connection.vendor
    with connection.cursor() as cursor:
        tiled = tiles.narrow(cursor, asked.log_id, first, last)
    ends = [row[0] for row in few(_ENDS, [asked.log_id, first, last])]
    entries = rows(_ENTRIES.format(at=AT[vendor]), [asked.log_id, first, last])
    if ends and ends[-1] - ends[0] == last - first:
        between = rows(_CONTENT_BETWEEN.format(salted=_SALTED[vendor]), [ends[0], ends[-1]])
        return entries, between, tiled, ends[0] - first
    return entries, rows(_CONTENT.format(salted=_SALTED[vendor]), [asked.log_id, first, last]), tiled, None


def _said(organ: str, number: int, entry: _Entry) -> tuple[_Body | None, bytes]:
    """What an entry says, if its text is canonical and says what the columns say; and its bytes. number: that it should have."""
    _key, stated, at, text, _hashes = entry
    try:
        raw = text.encode()
        said = _decode(raw)
    except (msgspec.MsgspecError, AttributeError, UnicodeEncodeError):  # no JSON, or no text at all
        return None, b""
    # What is written without escapes can be written in one way only.
    canonical = _encode(said) == raw and "\\" not in text and (text.isascii() or not _beyond(raw))
    if not canonical or said.log != organ or said.form != FORM or said.hash != SHA256:
        return None, raw
    if said.number != number or stated != number or not says(at, said.at):
        return None, raw
    return said, raw


def says(at: str, said: str) -> bool:
    """Return whether an instant of the table, as `AT` gives it, is that of an entry."""
    return said == f"{at.replace(' ', 'T')}Z" or said == _whole(at)


def _beyond(raw: bytes) -> bool:
    """Whether there are characters from U+E000 on, where UTF-16, by which canonical JSON sorts, has another order."""
    return len(raw.translate(None, _FROM_E000)) != len(raw)


def _whole(at: str) -> str:
    """An instant without a fraction, as SQLite keeps a whole second."""
    return f"{at.replace(' ', 'T')}.000000Z"


def _matches(said: _Body, content: _Content) -> bool:
    """Whether what is kept is what its entry commits to under that name."""
    _key, name, salted = content
    if salted is None:
        return False
    if salted.startswith(_SEALED, SALT_LENGTH):
        try:
            opened = text_of(
                Where(said.matter or "", said.log, said.number, name), salted[SALT_LENGTH:].decode()
            )
        except (NotAsSealed, NoKey):
            return False
        salted = salted[:SALT_LENGTH] + opened.encode()
    return said.content.get(name) == sha256(salted).hexdigest()


def _block(
    first: int, leaves: list[bytes], stored: Sequence[bytes], tiled: Mapping[int, bytes], *, singly: bool
) -> Block | None:
    """The subtree of entries, if the hashes and tiles that are stored of them follow from them."""
    levels = _levels(leaves)
    wanted = leaves.copy()
    for level, hashes in enumerate(levels[1:], 1):
        # Each entry has its own, then those of the subtrees that it completes.
        wanted[(1 << level) - 1 :: 1 << level] = map(add, wanted[(1 << level) - 1 :: 1 << level], hashes)
    last = bytes(stored[-1])
    if wanted[:-1] != stored[:-1] or not last.startswith(wanted[-1]):
        return None
    narrow = first - 1 >> tiles.HEIGHT
    for place in range(narrow, narrow + (BLOCK >> tiles.HEIGHT)):
        if place in tiled and tiled[place] != tiles.joined(levels, place - narrow):
            return None
    return Block(levels[-1][0], last[len(wanted[-1]) :], leaves if singly else [])


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The hashes of entries, of pairs of them and so on, up to that of all."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        hashes = []
        for both in map(add, levels[-1][::2], levels[-1][1::2]):
            # To copy what was begun is quicker than to begin anew.
            node = _NODE.copy()
            node.update(both)
            hashes.append(node.digest())
        levels.append(hashes)
    return levels
