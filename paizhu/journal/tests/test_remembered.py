"""What a process remembers of a log gives the same proofs, and stands in nobody's way who looks for a rewriting."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from paizhu.journal import checking, checkpoints, heads, remembered, tiles
from paizhu.journal.faults import Fault, Finding
from paizhu.journal.models import Entry, Log
from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.conftest import ACT, Append
from paizhu.journal.tests.stating import statements
from paizhu.journal.tests.test_checking import owner, rewrite

__all__ = ["owner"]

pytestmark = pytest.mark.django_db

SIZE = 23


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tiles are of four, so that a short log is long."""
    monkeypatch.setattr(tiles, "HEIGHT", 2)
    remembered._logs.clear()
    yield
    remembered._logs.clear()


@contextmanager
def committed() -> Iterator[None]:
    """As if the test were in no transaction: reads only."""
    connection.in_atomic_block = False
    try:
        yield
    finally:
        connection.in_atomic_block = True


def made(record: Append, log: str, count: int) -> list[bytes]:
    return [record(log=log, act=f"act.{number}").body.encode() for number in range(count)]


def proofs_are_right(log: Log, entries: list[bytes]) -> None:
    with committed():
        for size in (len(entries), *range(1, len(entries)), len(entries)):
            for number in range(1, size + 1):
                assert heads.inclusion(log, number, size) == slow_tree.path(number - 1, entries[:size])


def test_proofs_are_the_same_as_a_log_grows(record: Append) -> None:
    entries = made(record, "Z1", SIZE)
    log = Log.objects.get(organ="Z1")

    def known() -> remembered.Remembered:
        return remembered.of(log.pk)

    proofs_are_right(log, entries)
    assert (sorted(known().tiles), sorted(known().rows)) == ([(1, 0)], [4, 8, 12, 16, 20])
    entries += made(record, "Z1", 10)
    proofs_are_right(log, entries)
    assert (sorted(known().tiles), sorted(known().rows)) == (
        [(1, 0), (1, 1)],
        list(range(4, len(entries), 4)),
    )


def test_wide_subtrees_are_read_once(record: Append) -> None:
    made(record, "Z1", SIZE)
    log = Log.objects.get(organ="Z1")
    with committed(), statements() as first:
        proof = heads.inclusion(log, 2, SIZE)
    with committed(), statements() as second:
        assert heads.inclusion(log, 2, SIZE) == proof
    assert [len(first), len(second)] == [1, 1]
    assert first[0].count("UNION") == 2
    # A narrow tile, and the last entry.
    assert "UNION" not in second[0]
    assert (second[0].count("journal_tile"), second[0].count("journal_entry")) == (1, 1)


def test_another_log_in_its_place_is_noticed(record: Append) -> None:
    """As after a restore, when the log was begun anew: what is remembered is of entries that there are no more."""
    made(record, "Z1", SIZE)
    entries = made(record, "Z2", SIZE + 1)
    was, log = Log.objects.get(organ="Z1"), Log.objects.get(organ="Z2")
    with committed():
        heads.inclusion(was, 3, SIZE)
    remembered._logs[log.pk] = remembered.of(was.pk)
    proofs_are_right(log, entries)
    # And where it is as long as it was.
    entries = made(record, "Z4", SIZE)
    alike = Log.objects.get(organ="Z4")
    with committed():
        heads.inclusion(was, 3, SIZE)
        remembered._logs[alike.pk] = remembered.of(was.pk)
        assert heads.inclusion(alike, 3, SIZE) == slow_tree.path(2, entries)
    # And where the log is shorter now than it was.
    entries = made(record, "Z3", 5)
    shorter = Log.objects.get(organ="Z3")
    remembered._logs[shorter.pk] = remembered.of(was.pk)
    proofs_are_right(shorter, entries)


def test_nothing_is_remembered_that_may_be_taken_back(record: Append) -> None:
    made(record, "Z1", SIZE)
    log = Log.objects.get(organ="Z1")
    heads.inclusion(log, 3, SIZE)
    assert remembered.of(log.pk) == remembered.Remembered()


def test_no_more_is_remembered_than_there_is_room_for(
    record: Append, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST_ROWS", 2)
    monkeypatch.setattr(remembered, "MOST_TILES", 0)
    monkeypatch.setattr(remembered, "MOST_LOGS", 2)
    for organ in ("Z1", "Z2", "Z3"):
        entries = made(record, organ, SIZE)
        proofs_are_right(Log.objects.get(organ=organ), entries)
    assert len(remembered._logs) <= 2
    assert all(len(one.rows) <= 2 + 5 for one in remembered._logs.values())
    assert all(len(one.tiles) <= 1 for one in remembered._logs.values())
    assert all(one.edge is None or len(one.edge.above) <= 1 for one in remembered._logs.values())


@pytest.mark.usefixtures("owner")
def test_a_rewritten_log_has_nothing_to_hide_behind(record: Append) -> None:
    made(record, "Z1", SIZE)
    checkpoints.checkpoint("Z1", at=ACT["at"])
    log = Log.objects.get(organ="Z1")
    with committed():
        before = heads.inclusion(log, 7, SIZE)
    rewrite(3)
    with committed():
        # The proof of an entry that was not rewritten leads to the head that was signed, still …
        assert heads.inclusion(log, 7, SIZE) == before
    # … and whoever verifies or signs is told.
    assert checking.verify(log).findings == [Finding(Fault.CHECKPOINT, SIZE)]
    with pytest.raises(checkpoints.Rewritten):
        checkpoints.checkpoint("Z1", at=ACT["at"])
    assert Entry.objects.count() == SIZE
