"""The database itself refuses to change or delete what was recorded, however it is asked."""

import pytest
from django.db import DatabaseError, connection, transaction

from paizhu.journal.models import Content, Entry, Log
from paizhu.journal.tests.conftest import Append

pytestmark = pytest.mark.django_db

INSERT = "INTO journal_entry (id, log_id, number, at, body, hashes) "
REFUSED = {
    "a body changed": "UPDATE journal_entry SET body = '{}'",
    "a number changed": "UPDATE journal_entry SET number = 9",
    "an instant changed": "UPDATE journal_entry SET at = '2020-01-01 00:00:00+00'",
    "a hash changed": "UPDATE journal_entry SET hashes = body",
    "nothing changed": "UPDATE journal_entry SET body = body",
    "an entry deleted": "DELETE FROM journal_entry WHERE number = 2",
    "content changed": "UPDATE journal_content SET value = '1'",
    "content renamed": "UPDATE journal_content SET name = 'other'",
    "a log deleted": "DELETE FROM journal_log",
    "a log shortened": "UPDATE journal_log SET length = length - 1",
    "a log that leaps": "UPDATE journal_log SET length = length + 2",
    "a log renamed": "UPDATE journal_log SET organ = 'Z9', length = length + 1",
    "another hash": "UPDATE journal_log SET hash = 'md5', length = length + 1",
    "back in time": "UPDATE journal_log SET latest_at = latest_at - 1, length = length + 1",
    "a number left out": f"INSERT {INSERT} SELECT 99, log_id, 4, at, body, hashes FROM journal_entry WHERE number = 1",
    "a number twice": f"INSERT {INSERT} SELECT 99, log_id, 2, at, body, hashes FROM journal_entry WHERE number = 1",
}
ONLY_SQLITE = {
    "an entry replaced": f"INSERT OR REPLACE {INSERT} SELECT id, log_id, number, at, '{{}}', hashes FROM journal_entry",
    "the last one replaced": f"REPLACE {INSERT} SELECT 99, log_id, 2, at, '{{}}', hashes FROM journal_entry WHERE number = 1",
    "a log replaced": "REPLACE INTO journal_log SELECT id, organ, hash, 0, 0 FROM journal_log",
    "content replaced": "REPLACE INTO journal_content SELECT id, name, salt, '1', entry_id FROM journal_content",
}
ONLY_POSTGRESQL = {
    "entries emptied": "TRUNCATE journal_entry CASCADE",
    "logs emptied": "TRUNCATE journal_log CASCADE",
}


@pytest.mark.parametrize("statement", [*REFUSED.values(), *ONLY_SQLITE.values(), *ONLY_POSTGRESQL.values()],
                         ids=[*REFUSED, *ONLY_SQLITE, *ONLY_POSTGRESQL])  # fmt: skip
def test_refused(record: Append, statement: str) -> None:
    only = {"sqlite": ONLY_POSTGRESQL, "postgresql": ONLY_SQLITE}[connection.vendor]
    if statement in only.values():
        pytest.skip("a statement of the other database")
    record()
    record()
    before = rows()
    with pytest.raises(DatabaseError, match="journal_"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert rows() == before
    assert record().number == 3


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's triggers know the tables of their own database only"
)
def test_a_number_follows_on_the_log_whatever_a_session_makes(record: Append) -> None:
    record()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE journal_log AS SELECT id, 7 AS length FROM journal_log")
        with pytest.raises(DatabaseError, match="journal_next"), transaction.atomic():
            cursor.execute(f"INSERT {INSERT} SELECT 99, log_id, 7, at, body, hashes FROM journal_entry")
        cursor.execute("DROP TABLE pg_temp.journal_log")
    assert record().number == 2


def test_a_short_salt_is_refused(record: Append) -> None:
    entry = record()
    with pytest.raises(DatabaseError), transaction.atomic():
        Content.objects.create(entry=entry, name="more", salt=b"x" * 31, value="1")


def test_content_may_be_deleted(record: Append) -> None:
    record()
    Content.objects.all().delete()
    assert not Content.objects.exists()


def rows() -> list[list[object]]:
    return [
        [str(row) for row in table.objects.order_by("pk").values_list()] for table in (Log, Entry, Content)
    ]
