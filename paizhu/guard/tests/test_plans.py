"""What the server has planned for a connection gives the rows of a cursor, whatever is asked for, and fails as a cursor does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection

from paizhu.guard.engine import plans

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="a server's connection")


@pytest.fixture
def apart(db: None) -> Iterator[Any]:  # noqa: ARG001  the database of the tests
    """A connection of its own, which is not within the transaction of a test."""
    opened = connection.copy()
    opened.ensure_connection()
    yield opened
    opened.close()


def plans_of(apart: Any) -> int:
    with apart.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'plan%%'")
        (found,) = cursor.fetchone()
    return int(found)


@pytest.mark.parametrize(
    "given",
    [7, 70_000, 2**62, '100 % of "it\'s" 变更', date(2026, 11, 30), datetime(2026, 11, 30, 8, tzinfo=UTC), True,
     2.5, [1, 2**40], ["甲", 'a"b', "c,d"], b"\0x"],
    ids=str,
)  # fmt: skip
def test_rows_are_those_of_a_cursor(apart: Any, given: object) -> None:
    statement = "SELECT %s, '100 %%', 1::smallint, 2.50::numeric, NULL, '{1,2}'::int[], %s::text"
    for _ in range(2):  # planned, and then run as it was planned
        planned = apart.planned(statement, [given, None], unguarded=False)
        with apart.cursor() as cursor:
            cursor.execute(statement, [given, None])
            assert planned == cursor.fetchall()
    assert plans_of(apart) == 1


def test_a_fault_is_one_of_the_database_and_the_next_statement_is_answered(apart: Any) -> None:
    for _ in range(2):
        with pytest.raises(DatabaseError, match="division by zero"):
            apart.planned("SELECT 1 / %s", [0], unguarded=False)
    with pytest.raises(DatabaseError, match="no_such_table"):
        apart.planned("SELECT 1 FROM no_such_table", [], unguarded=False)
    assert apart.planned("SELECT 6 / %s", [2], unguarded=False) == [(3,)]


def test_within_a_transaction_what_it_wrote_is_read_and_taken_back(apart: Any) -> None:
    apart.set_autocommit(False)
    with apart.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_not (id integer)")
    assert apart.planned("SELECT count(*) FROM kept_not", [], unguarded=False) == [(0,)]
    apart.rollback()
    apart.set_autocommit(True)
    assert apart.planned("SELECT to_regclass(%s)::text", ["kept_not"], unguarded=False) == [(None,)]


def test_more_statements_than_are_kept_are_answered_all_the_same(
    apart: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MOST", 3)
    found = [apart.planned(f"SELECT {n} + %s", [1], unguarded=False) for n in range(6)]
    assert found == [[(n + 1,)] for n in range(6)]
    assert plans_of(apart) == 3


@pytest.mark.django_db
def test_behind_a_pooler_nothing_is_planned() -> None:
    opened = connection.copy()
    opened.settings_dict["OPTIONS"]["prepare_threshold"] = None
    opened.ensure_connection()
    assert opened.planned("SELECT 1 + %s", [1], unguarded=False) == [(2,)]  # type: ignore[attr-defined]  # of our engine
    assert plans_of(opened) == 0
    opened.close()
