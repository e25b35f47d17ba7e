"""Tiles hold what stands with the entries, and proofs read few rows because of them."""

from importlib import import_module
from itertools import chain
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from paizhu.journal import tiles
from paizhu.journal.models import Log, Tile
from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.conftest import Append
from paizhu.journal.tests.owner import past_triggers
from paizhu.journal.tests.test_remembered import made, proofs_are_right

SIZE = 23


@given(st.integers(1, 10**7))
def test_each_tile_is_completed_once(number: int) -> None:
    for tier, place in tiles.completed(number):
        assert max(tiles.made_of(tier, place)) == number
    assert bool([*tiles.completed(number)]) == (number % 64 == 0)


@given(st.integers(1, 10**7), st.data())
def test_an_entry_stands_in_the_tiles_that_are_complete(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, size))
    over = tiles.over(number, size)
    assert [tier for tier, _place in over] == [*range(len(over))]
    for tier, place in [*over, (len(over), number - 1 >> 6 * (len(over) + 1))]:
        first, last = place << 6 * (tier + 1), (place + 1) << 6 * (tier + 1)
        assert first < number <= last
        assert (last <= size) == ((tier, place) in over)


@pytest.fixture
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiles of four, so that a short log has wide ones."""
    monkeypatch.setattr(tiles, "HEIGHT", 2)


def rows() -> list[tuple[int, int, bytes]]:
    return [(one.tier, one.place, bytes(one.nodes)) for one in Tile.objects.order_by("tier", "place")]


@pytest.mark.django_db
@pytest.mark.usefixtures("_narrow")
def test_appending_writes_them(record: Append) -> None:
    entries = made(record, "Z1", SIZE)

    def subtree(level: int, place: int) -> bytes:
        return slow_tree.root(entries[place << level : (place + 1) << level])

    def tile(tier: int, place: int) -> bytes:
        nodes = [subtree(2 * tier, 4 * place + n) for n in range(4)]
        return b"".join([*nodes, *(subtree(2 * tier + 1, 2 * place + n) for n in range(2))])

    tiled = [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0)]
    assert rows() == [(tier, place, tile(tier, place)) for tier, place in tiled]


@pytest.mark.django_db
@pytest.mark.usefixtures("_narrow")
def test_proofs_are_the_same_without_them_and_they_are_made_from_older_logs(
    record: Append, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = made(record, "Z1", SIZE)
    log, was = Log.objects.get(organ="Z1"), rows()
    for lacking in ({"tier": 1}, {"tier": 0, "place": 3}, {}):
        with past_triggers():
            Tile.objects.filter(**lacking).delete()
        proofs_are_right(log, entries)
    migration = import_module("paizhu.journal.migrations.0006_tiles")
    monkeypatch.setattr(migration, "HEIGHT", 2)
    monkeypatch.setattr(migration, "WIDTH", 4)
    assert rows() == []
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert rows() == was


@pytest.mark.django_db
@pytest.mark.usefixtures("_narrow")
def test_they_are_kept(record: Append) -> None:
    made(record, "Z1", 4)
    was = rows()
    refused = ["UPDATE journal_tile SET place = 7", "DELETE FROM journal_tile"]
    of_sqlite = connection.vendor == "sqlite"
    refused.append(
        "REPLACE INTO journal_tile SELECT * FROM journal_tile" if of_sqlite else "TRUNCATE journal_tile"
    )
    for statement in refused:
        with pytest.raises(DatabaseError, match="journal_"), transaction.atomic():
            connection.cursor().execute(statement)
    assert rows() == was


def test_what_stands_beside() -> None:
    nodes = [bytes([n]) * 32 for n in range(126)]
    for place in (0, 1, 37, 63, 64 + 5):
        begins = (0, 64, 96, 112, 120, 124)
        wanted = [nodes[begin + (place % 64 >> level ^ 1)] for level, begin in enumerate(begins)]
        assert list(tiles.beside(b"".join(chain(nodes)), place)) == wanted
