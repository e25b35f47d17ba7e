"""Statements of every page, read past Django's cursors: the same rows, the same faults, and counted when somebody counts."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from paizhu.guard.rows import among, row, rows, there_are

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="a server's connection")
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


def words(*found: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE word (id integer, said text, at date)")
        cursor.executemany(
            "INSERT INTO word VALUES (%s, %s, %s)",
            [(n, word, date(2026, 11, 30)) for n, word in enumerate(found)],
        )


@pytest.mark.django_db
def test_rows_are_those_of_a_cursor_and_are_counted_when_somebody_counts() -> None:
    words('100 % of "it\'s" 变更', "另一个")
    statement = "SELECT id, said, at FROM word WHERE said LIKE %s AND said LIKE '100 %%'"
    with CaptureQueriesContext(connection) as counted:
        listened = rows(statement, ["%变更"])
    assert len(counted) == 1
    assert rows(statement, ["%变更"]) == listened == [(0, '100 % of "it\'s" 变更', date(2026, 11, 30))]
    assert row("SELECT id FROM word WHERE said = %s", ["另一个"]) == (1,)
    assert row("SELECT id FROM word WHERE said = %s", ["第三个"]) is None


@pytest.mark.django_db
def test_whether_statements_give_any_row_is_asked_at_once() -> None:
    words("甲", "乙")
    is_there = "SELECT id FROM word WHERE said = %s ORDER BY id LIMIT %s"
    with CaptureQueriesContext(connection) as counted:
        found = there_are([(is_there, ["乙", 1]), (is_there, ["丙", 1]), ("SELECT 1 FROM word", ())])
    assert (found, len(counted)) == ((True, False, True), 1)
    with CaptureQueriesContext(connection) as counted:
        assert there_are([]) == ()
    assert len(counted) == 0


class AnyKeys(TestCase):
    @given(st.sets(WORDS, max_size=60), st.sets(WORDS))
    def test_among_is_one_of_these_however_many(self, there: set[str], asked: set[str]) -> None:
        asked |= set(sorted(there)[::2])
        with transaction.atomic():
            words(*there)
            is_one, those = among(asked)
            found = {said for (said,) in rows(f"SELECT said FROM word WHERE said {is_one}", those)}
            transaction.set_rollback(True)
        assert found == there & asked


@pytest.mark.django_db
@pytest.mark.parametrize(("keys", "found"), [([], []), ([1], [(1,)]), ([2**62, 1, 70_000], [(1,)])])
def test_among_takes_none_and_large_keys(keys: list[int], found: list[tuple[int]]) -> None:
    words("甲", "乙")
    is_one, those = among(keys)
    assert rows(f"SELECT id FROM word WHERE id {is_one}", those) == found


@pytest.mark.django_db
def test_a_fault_is_djangos_and_a_broken_transaction_is_not_read_from() -> None:
    with pytest.raises(DatabaseError, match="no_such_table"), transaction.atomic():
        rows("SELECT 1 FROM no_such_table")
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            rows("SELECT 1")
    assert rows("SELECT 1") == [(1,)]


@pytest.mark.django_db
def test_what_is_said_to_ask_no_policy_names_no_other_table() -> None:
    assert (
        rows("SELECT 1 FROM registry_seat s JOIN registry_post p ON p.code_id = s.post_id", unguarded=True)
        == []
    )
    for statement in (
        "SELECT 1 FROM door_matter",
        "SELECT 1 FROM registry_seat JOIN\n door_matter ON TRUE",
        "SELECT 1 FROM registry_seat WHERE code IN (SELECT reference FROM door_matter)",
    ):
        with pytest.raises(AssertionError):
            rows(statement, unguarded=True)


@on_postgresql
@pytest.mark.django_db
def test_server_plans_for_any_values() -> None:
    words(*map(str, range(9)))
    for n in range(9):
        assert rows("SELECT said FROM word WHERE id = %s", [n]) == [(str(n),)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT said FROM word %'"
        )
        assert cursor.fetchall() == [(9, 0)]


@on_postgresql
@pytest.mark.django_db
def test_server_plans_once_however_many_are_asked_for() -> None:
    words("甲", "乙")
    for n in range(1, 9):
        is_one, those = among(list(range(n)))
        rows(f"SELECT id FROM word WHERE at < %s AND id {is_one}", [date(2026, 11, 30), *those])
    said = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT id FROM word %%'"
    with connection.cursor() as cursor:
        cursor.execute(said)
        assert cursor.fetchone() == (1,)


@on_postgresql
@pytest.mark.django_db
def test_connection_that_the_server_closed_is_seen_and_opened_anew() -> None:
    other = connection.copy()
    other.ensure_connection()
    try:
        assert other.is_usable()
        rows("SELECT pg_terminate_backend(%s, 5000)", [other.connection.info.backend_pid])
        assert not other.is_usable()
        other.close()
        other.ensure_connection()
        assert other.is_usable()
    finally:
        other.close()
