"""Verifying the logs where they are kept: everything is made anew from the entries and compared with what is stored."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from paizhu.guard import beyond
from paizhu.journal import heads, keys, paizhu_verify, proofs, stretches, tiles
from paizhu.journal.body import FORM
from paizhu.journal.canonical import NotCanonical, canonical
from paizhu.journal.models import SHA256, Content, Entry, Log
from paizhu.journal.notes import KeyType
from paizhu.journal.proofs import Span
from paizhu.journal.reading import hash_in, matches
from paizhu.journal.sealed import NoKey
from paizhu.journal.tree import leaf_hash

# Entries that were read, and that there are to read.
Told = Callable[[int, int], None]
_AT_ONCE = 2_000


class Fault(StrEnum):
    """What can be wrong. Words for people stand in `said`."""

    MISSING = "missing"  # there is no entry of that number
    CHANGED = "changed"  # the entry is not the one that was hashed
    FORM = "form"  # it is not of the form that entries have, or of another log or number
    COLUMNS = "columns"  # number or instant in the table are not the entry's
    HASHES = "hashes"  # a stored hash, of the entry or of a tile that it completes, does not follow from the entries
    CONTENT = "content"  # content does not match its commitment
    NO_KEY = "no_key"  # content is sealed, and its key cannot be had: it was not compared
    CUT = "cut"  # the log should be longer
    CHECKPOINT = "checkpoint"  # a signed head is not that of the log
    SIGNATURE = "signature"  # a stored head is not signed by any key of this installation


_OF_HASHES = {Fault.MISSING, Fault.CHANGED, Fault.HASHES}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. number: of the entry, or of how many entries the checkpoint is.  name: of the content."""

    fault: Fault
    number: int
    name: str = ""


@dataclass(slots=True)
class Verified:
    """What came of a log. checked: entries that were read.  checkpoints: signed heads that the log was compared with."""

    log: str
    length: int
    checked: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)


@beyond.reading(beyond.Why.VERIFYING)
def verify(
    log: Log, since: paizhu_verify.Checkpoint | None = None, told: Told = lambda _done, _all: None
) -> Verified:
    """Return what is wrong with a log, in the order of its entries.

    since: a checkpoint that is trusted; entries up to it are not read anew, but their hashes must lead to its head.
    told: is called now and then.
    """
    result = Verified(log.organ, log.length)
    anew = _Anew(log, since)
    if since and (since.size > log.length or heads.root(log, since.size) != since.root):
        result.findings.append(Finding(Fault.CHECKPOINT, since.size))
        return result
    start = anew.tree.size
    walk = _Walk(log, anew, result, told=lambda number: told(number - start, log.length - start))
    # Up to where blocks begin, block by block while nothing is missing, and to the end of what there is.
    walk.singly(-(-start // stretches.BLOCK) * stretches.BLOCK)
    walk.by_blocks()
    walk.singly(None)
    result.findings = sorted([*result.findings, *walk.tiles(start)], key=lambda one: one.number)
    if walk.number < log.length:
        result.findings.append(Finding(Fault.CUT, walk.number))
    result.findings += _checkpoints(anew, result)
    return result


class _Walk:
    """The way along the entries. number: of the last one that was read."""

    def __init__(self, log: Log, anew: "_Anew", result: Verified, told: Callable[[int], None]) -> None:
        self.number = anew.tree.size
        self._log, self._anew, self._result, self._told = log, anew, result, told
        # Numbers of entries that were looked at one by one and complete a tile.
        self._singly = set[int]()

    def by_blocks(self) -> None:
        """Read on as far as whole blocks go; what is not proven to be sound, one by one."""
        last = self._log.length // stretches.BLOCK * stretches.BLOCK
        if self.number != self._anew.tree.size or self.number >= last:
            return
        begins = self.number
        asked = stretches.Asked(self._log.pk, self._log.organ, frozenset(self._anew.signed))
        for blocks in stretches.read(asked, self.number + 1, last):
            for block in blocks:
                if not begins == self.number == self._anew.tree.size:
                    return  # entries are missing: what comes after is no part of the same tree
                begins += stretches.BLOCK
                if block is not None and self._anew.take(block):
                    self.number += stretches.BLOCK
                    self._result.checked += stretches.BLOCK
                else:
                    self.singly(begins)
            self._told(self.number)

    def singly(self, last: int | None) -> None:
        """Read on one by one. last: a number; None for all there are."""
        with _as_it_stands():
            self._singly_on(last)

    def _singly_on(self, last: int | None) -> None:
        result = self._result
        for entry in _entries(self._log, self.number, last):
            missing = range(self.number + 1, entry.number)
            result.findings += [Finding(Fault.MISSING, one) for one in missing]
            self.number = entry.number
            if not entry.number & (1 << tiles.HEIGHT) - 1:
                self._singly.add(entry.number)
            form = _of_form(self._log, entry)
            # Where no entry can be read, nothing can be said of its content.
            content = [] if Finding(Fault.FORM, entry.number) in form else _content(entry)
            result.findings += [*_as_hashed(entry, self._anew), *form, *content]
            result.checked += 1
            if not result.checked % _AT_ONCE or entry.number == self._log.length:
                self._told(entry.number)

    def tiles(self, after: int) -> Iterator[Finding]:
        """Give the tiles that do not follow from the hashes of entries. Narrow ones of blocks were compared with these.

        Where such a hash is itself wrong, that was told; where a tile is not there, proofs are made without it.
        """
        wrong = {one.number for one in self._result.findings if one.fault in _OF_HASHES}
        width = 1 << tiles.HEIGHT
        with connection.cursor() as cursor:
            for number in range(after // width * width + width, self.number + 1, width):
                for tier, place in tiles.completed(number):
                    if not tier and number not in self._singly:
                        continue
                    stored = tiles.stored(cursor, self._log.pk, tier, place)
                    if stored is None or stored == tiles.made(cursor, self._log.pk, tier, place):
                        continue
                    if wrong.isdisjoint(tiles.made_of(tier, place)):
                        yield Finding(Fault.HASHES, number)


class _Anew:
    """The tree as it follows from the entries that were read, and its roots where a head was signed."""

    def __init__(self, log: Log, since: paizhu_verify.Checkpoint | None) -> None:
        self.signed = {
            one.size: one for one in log.checkpoints.all() if since is None or one.size >= since.size
        }
        self.tree = paizhu_verify.Tree()
        self.roots: dict[int, bytes] = {}
        for node in proofs.cover(Span(0, since.size)) if since and since.size <= log.length else ():
            span = Span(node.place << node.level, (node.place + 1) << node.level)
            self.tree.add(node.level, heads.roots(log, [span])[0])
        self._note()

    def add(self, leaf: bytes) -> bytes:
        """Return the hashes that are to be stored with the next entry."""
        joined, hashes = self.tree.peaks[::-1], [leaf]
        for level, peak in joined:
            if level != len(hashes) - 1:
                break
            hashes.append(paizhu_verify.node_hash(peak, hashes[-1]))
        self.tree.add(0, leaf)
        self._note()
        return b"".join(hashes)

    def take(self, block: stretches.Block) -> bool:
        """Put a block to the right end, if the wider hashes stored with its last entry follow."""
        level, hash_, wider = stretches.LEVEL, block.root, b""
        for there, peak in self.tree.peaks[::-1]:
            if there != level:
                break
            level, hash_ = level + 1, paizhu_verify.node_hash(peak, hash_)
            wider += hash_
        if wider != block.wider:
            return False
        for leaf in block.leaves:
            self.tree.add(0, leaf)
            self._note()
        if not block.leaves:
            self.tree.add(stretches.LEVEL, block.root)
            self._note()
        return True

    def _note(self) -> None:
        if self.tree.size in self.signed:
            self.roots[self.tree.size] = self.tree.root()


def _entries(log: Log, after: int, last: int | None) -> Iterator[Any]:
    """Entries by number, with what is kept of their content; `stated`: the instant as it stands, for what is none cannot be read.

    last: a number; None for all there are. What stands in place of a number, after all numbers, is none of them.
    """
    up_to = Q() if last is None else Q(number__lte=last)
    while last is None or after < last:
        rows = log.entries.filter(up_to, number__gt=after).order_by("number").prefetch_related("content")
        stated = RawSQL(stretches.AT[connection.vendor], ())  # noqa: S611  ours
        found: list[Any] = list(rows.defer("at").annotate(stated=stated)[:_AT_ONCE])
        numbered = [entry for entry in found if isinstance(entry.number, int)]
        yield from numbered
        if len(numbered) < _AT_ONCE:
            return
        after = numbered[-1].number


@contextmanager
def _as_it_stands() -> Iterator[None]:
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


def _bytes(value: Any) -> bytes:
    """The bytes that stand in a column, whatever its owner has put there."""
    return (
        str(value).encode("utf-8", "surrogateescape")
        if isinstance(value, str | int | float)
        else bytes(value)
    )


def _as_hashed(entry: Entry, anew: _Anew) -> list[Finding]:
    stored, leaf = _bytes(entry.hashes), leaf_hash(_bytes(entry.body))
    changed = hash_in(stored, 0) != leaf
    # A changed entry is told of once: with its stored hash the rest of the tree is as it was. Where entries are missing
    # before, nothing can be said of wider subtrees.
    follows = entry.number == anew.tree.size + 1
    wanted = anew.add(hash_in(stored, 0) if changed else leaf) if follows else stored
    if changed:
        return [Finding(Fault.CHANGED, entry.number)]
    return [Finding(Fault.HASHES, entry.number)] if stored != wanted else []


def _of_form(log: Log, entry: Any) -> list[Finding]:
    try:
        body = json.loads(entry.body)
        sound = canonical(body) == entry.body
        fields = (body["form"], body["hash"], body["log"])
        number, at = body["number"], str(body["at"])
    except (ValueError, TypeError, KeyError, RecursionError, NotCanonical):
        return [Finding(Fault.FORM, entry.number)]
    if not sound or fields != (FORM, SHA256, log.organ):
        return [Finding(Fault.FORM, entry.number)]
    told = number == entry.number and stretches.says(entry.stated, at)
    return [] if told else [Finding(Fault.COLUMNS, entry.number)]


def _content(entry: Entry) -> list[Finding]:
    kept = sorted((_bytes(one.name).decode(errors="replace"), one.pk, one) for one in entry.content.all())
    return [Finding(fault, entry.number, name) for name, _key, one in kept if (fault := _fault(entry, one))]


def _fault(entry: Entry, content: Content) -> Fault | None:
    try:
        return None if matches(entry, content) else Fault.CONTENT
    except NoKey:
        return Fault.NO_KEY
    except (AttributeError, TypeError, UnicodeError):  # bytes where a text belongs, or the other way round
        return Fault.CONTENT


def _checkpoints(anew: _Anew, result: Verified) -> Iterator[Finding]:
    """Every head that was signed is still the log's, and was signed by a key of ours."""
    public = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
    for size, signed in sorted(anew.signed.items()):
        result.checkpoints += 1
        head = paizhu_verify.read_checkpoint(signed.note)
        if paizhu_verify.check_signatures(head, public, ()).findings or head.size != size:
            yield Finding(Fault.SIGNATURE, size)
        elif head.root != anew.roots.get(size):
            yield Finding(Fault.CHECKPOINT, size)
