"""Verifying entries where they are kept, many at once: blocks of them, shared out over processes.

What is proven to be sound so need not be looked at one by one. Whatever is not proven, for whatever reason, is left to
`checking`, which says what is wrong with it. So this may be narrow and quick: it knows entries as the product writes
them, and nothing else.
"""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from typing import NamedTuple, TypeVar

from django.db import DatabaseError, connection, connections

from paizhu.guard import beyond
from paizhu.journal.leaves import Leaves
from paizhu.journal.models import Log

# A block is of whole tiles.
LEVEL = 8
BLOCK = 1 << LEVEL
# So many entries are verified by one process at a time.
AT_ONCE = 16 * BLOCK
# Fewer are not shared out: to start processes takes longer.
SHARED = 64 * BLOCK

# As entries have it, but for the end. SQLite keeps a text, in which a whole second has no fraction; or whatever it was given:
# numbers come before all texts, bytes after them, and to compare takes a third of asking for the type.
AT = {
    "sqlite": "CASE WHEN at >= '' AND at < x'' THEN at ELSE '' END",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}

T = TypeVar("T")


class Stretch(NamedTuple):
    """Entries of a log, by number; both ends count. leaves: their hashes, one after the other, where they are known."""

    log_id: int
    organ: str
    first: int
    last: int
    leaves: bytes = b""

    @property
    def blocks(self) -> int:
        """How many whole blocks it is of."""
        return (self.last - self.first + 1) // BLOCK

    def portions(self) -> Iterator[tuple[int, int]]:
        """Give first and last of what one statement reads: as much as the processor's cache holds, where asking costs nothing."""
        width = BLOCK if connection.vendor == "sqlite" else AT_ONCE
        for first in range(self.first, self.last, width):
            yield first, min(first + width - 1, self.last)


def over(log: Log, after: int, last: int, known: Leaves | None = None) -> list[Stretch]:
    """Return the stretches that lie between two numbers. after: does not count; multiples of BLOCK.  known: their hashes."""
    found = []
    for first in range(after + 1, last + 1, AT_ONCE):
        ends = min(first + AT_ONCE - 1, last)
        found.append(Stretch(log.pk, log.organ, first, ends, known.of(first, ends) if known else b""))
    return found


def shared(
    prove: Callable[[Stretch], list[T | None]], stretches: Sequence[Stretch]
) -> Iterator[list[T | None]]:
    """Give what is proven of the blocks of stretches, one stretch after the other; None for a block that is not.

    prove: a function of a module.  By several processes, where there are many entries.
    """
    workers = processors()
    few = sum(one.blocks for one in stretches) * BLOCK < SHARED
    if workers == 1 or few or not _may_fork():
        yield from map(partial(_proven, prove), stretches)
        return
    # Each has a connection of its own, and inherits none.
    connections.close_all()
    done = 0
    with (
        suppress(BrokenProcessPool),
        ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin) as pool,
    ):
        for found in pool.map(partial(_proven, prove), stretches):
            yield found
            done += 1
    # Where one was killed, or met a page that the disk does not give, this process goes on: it is told of that as an error.
    yield from map(partial(_proven, prove), stretches[done:])


def _begin() -> None:
    """What a process does first that is there for proving alone."""
    # Nothing that it makes refers to itself, so there is nothing for the collector to find.
    gc.disable()
    if connection.vendor == "sqlite":
        # Pages are read where the system has them already, and not copied first: up to 2 GB, which is the most SQLite takes.
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size = {1 << 31}")


def processors() -> int:
    """Return how many processes verify a long log."""
    return min(len(os.sched_getaffinity(0)), 8) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    """What a transaction has written others do not see; and of a process with threads no copy is made."""
    return not connection.in_atomic_block and threading.active_count() == 1


@beyond.reading(beyond.Why.VERIFYING)
def _proven(prove: Callable[[Stretch], list[T | None]], stretch: Stretch) -> list[T | None]:
    try:
        return prove(stretch)
    # SQLite keeps bytes that are no text in a column of texts, and the other way round.
    except (DatabaseError, TypeError):
        return [None] * stretch.blocks
