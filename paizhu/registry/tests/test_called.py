"""The names that are read without Django are those of the registry."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from paizhu.registry import called, editing, queries
from paizhu.registry.tests.charts import city
from paizhu.registry.tests.conftest import Import

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="read from the file of SQLite only")
def test_they_are_those_known_now(bring: Import, tmp_path: Path) -> None:
    bring(**city())
    edited = replace(queries.chart().organs["U1"], short="支付中心")
    editing.edit(edited, seen=queries.last_change(), reason="test")
    file = tmp_path / "copy.sqlite3"
    file.write_bytes(connection.connection.serialize())
    read = called.organs(file)
    assert read is not None
    known = {id_: replace(organ, since=None, until=None) for id_, organ in queries.chart().organs.items()}
    assert {organ.id: organ for organ in read} == known
    assert known["U1"].short == "支付中心"
    assert len(read) == len(known)


@pytest.mark.parametrize("content", [None, b"", b"no database at all", "other tables"])
def test_another_file_tells_nothing(content: bytes | str | None, tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE registry_organ (id TEXT)")
        other.close()
    assert called.organs(file) is None
