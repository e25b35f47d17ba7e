"""The first stage of verifying: the bytes of the entries, hashed anew, lead to every hash and signed head that is stored."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from paizhu.journal import heads, keys, paizhu_verify, proofs, proven_hashes, stretches, tiles
from paizhu.journal.as_it_stands import as_it_stands, bytes_of, entries
from paizhu.journal.faults import Fault, Finding, Verified
from paizhu.journal.leaves import Leaves
from paizhu.journal.models import Entry, Log
from paizhu.journal.notes import KeyType
from paizhu.journal.proofs import Span
from paizhu.journal.reading import hash_in
from paizhu.journal.tree import leaf_hash

_AT_ONCE = 2_000


class Hashing:
    """The way along the entries. number: of the last one that was read.  leaves: the hashes of what was read."""

    def __init__(
        self,
        log: Log,
        since: paizhu_verify.Checkpoint | None,
        result: Verified,
        told: Callable[[int, int], None],
    ) -> None:
        self._log, self._result = log, result
        self._anew = _Anew(log, since)
        self.number = self._start = self._anew.tree.size
        self.leaves = Leaves(self._start)
        self._told = told
        # Numbers of entries that were looked at one by one and complete a tile.
        self._singly = set[int]()

    def go(self) -> None:
        """Go the whole way, and put what is wrong into the result."""
        # Up to where blocks begin, block by block while nothing is missing, and to the end of what there is.
        self._by_one(-(-self._start // stretches.BLOCK) * stretches.BLOCK)
        self._by_blocks()
        self._by_one(None)
        self._result.at_entries += list(self._tiles())
        if self.number < self._log.length:
            self._result.at_heads.append(Finding(Fault.CUT, self.number))
        self._heads()

    def _by_blocks(self) -> None:
        """Read on as far as whole blocks go; what is not proven to be sound, one by one."""
        last = self._log.length // stretches.BLOCK * stretches.BLOCK
        if self.number != self._anew.tree.size or self.number >= last:
            return
        begins = self.number
        for blocks in stretches.shared(proven_hashes.prove, stretches.over(self._log, self.number, last)):
            for block in blocks:
                if not begins == self.number == self._anew.tree.size:
                    return  # entries are missing: what comes after is no part of the same tree
                begins += stretches.BLOCK
                if block is not None and self._anew.take(block):
                    self.number += stretches.BLOCK
                    self._result.hashed += stretches.BLOCK
                    self.leaves.hashes += block.leaves
                else:
                    self._by_one(begins)
            self._tell()

    def _by_one(self, last: int | None) -> None:
        """Read on one by one. last: a number; None for all there are."""
        with as_it_stands():
            for entry in entries(
                self._log.entries.only("log", "number", "body", "hashes"), self.number, last
            ):
                self._one(entry)
                if not self._result.hashed % _AT_ONCE or entry.number == self._log.length:
                    self._tell()

    def _one(self, entry: Any) -> None:
        if entry.number is None:
            return  # it has no place in the tree; the second stage names it
        result, again = self._result, entry.number == self.number
        # Beyond the end of the log one of them says enough: whoever owns the database may write any number.
        missing = range(self.number + 1, entry.number)[: max(self._log.length - self.number, 1)]
        result.at_entries += [Finding(Fault.MISSING, one) for one in missing]
        self.number = entry.number
        result.hashed += 1
        if again:  # of two under one number, one was put there
            result.at_entries.append(Finding(Fault.CHANGED, entry.number))
            return
        if not entry.number & (1 << tiles.HEIGHT) - 1:
            self._singly.add(entry.number)
        leaf = leaf_hash(bytes_of(entry.body))
        self.leaves.add(entry.number, leaf)
        result.at_entries += _as_hashed(entry, leaf, self._anew)

    def _tell(self) -> None:
        self._told(self.number - self._start, self._log.length - self._start)

    def _tiles(self) -> Iterator[Finding]:
        """Give the tiles that do not follow from the hashes of entries. Those of proven blocks were compared with these.

        Where such a hash is itself wrong, that was told; where a tile is not there, proofs are made without it.
        """
        wrong = {one.number for one in self._result.at_entries}
        with connection.cursor() as cursor:
            for number in sorted(self._singly):
                for tier, place in tiles.completed(number):
                    stored = tiles.stored(cursor, self._log.pk, tier, place)
                    if stored is None or stored == tiles.made(cursor, self._log.pk, tier, place):
                        continue
                    if wrong.isdisjoint(tiles.made_of(tier, place)):
                        yield Finding(Fault.HASHES, number)

    def _heads(self) -> None:
        """Every head that was signed is still the log's, and was signed by a key of ours."""
        public, result = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG)), self._result
        for size, signed in sorted(self._anew.signed.items()):
            result.checkpoints += 1
            head = paizhu_verify.read_checkpoint(signed.note)
            if paizhu_verify.check_signatures(head, public, ()).findings or head.size != size:
                result.at_heads.append(Finding(Fault.SIGNATURE, size))
            elif head.root != self._anew.roots.get(size):
                result.at_heads.append(Finding(Fault.CHECKPOINT, size))
            else:
                result.signed = size


class _Anew:
    """The tree as it follows from the entries that were read, and its roots where a head was signed."""

    def __init__(self, log: Log, since: paizhu_verify.Checkpoint | None) -> None:
        self.signed = {
            one.size: one for one in log.checkpoints.all() if since is None or one.size >= since.size
        }
        # Blocks within which a head was signed.
        self._within = {size // stretches.BLOCK for size in self.signed if size % stretches.BLOCK}
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

    def take(self, block: proven_hashes.Block) -> bool:
        """Put a block to the right end, if the wider hashes stored with its last entry follow."""
        level, hash_, wider = stretches.LEVEL, block.root, b""
        for there, peak in self.tree.peaks[::-1]:
            if there != level:
                break
            level, hash_ = level + 1, paizhu_verify.node_hash(peak, hash_)
            wider += hash_
        if wider != block.wider:
            return False
        if self.tree.size // stretches.BLOCK in self._within:
            for leaf in Leaves(0, block.leaves):
                self.tree.add(0, leaf)
                self._note()
        else:
            self.tree.add(stretches.LEVEL, block.root)
            self._note()
        return True

    def _note(self) -> None:
        if self.tree.size in self.signed:
            self.roots[self.tree.size] = self.tree.root()


def _as_hashed(entry: Entry, leaf: bytes, anew: _Anew) -> list[Finding]:
    stored = bytes_of(entry.hashes)
    changed = hash_in(stored, 0) != leaf
    # A changed entry is told of once: with its stored hash the rest of the tree is as it was. Where entries are missing
    # before, nothing can be said of wider subtrees.
    follows = entry.number == anew.tree.size + 1
    wanted = anew.add(hash_in(stored, 0) if changed else leaf) if follows else stored
    if changed:
        return [Finding(Fault.CHANGED, entry.number)]
    return [Finding(Fault.HASHES, entry.number)] if stored != wanted else []
