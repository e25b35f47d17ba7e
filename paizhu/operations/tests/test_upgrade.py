"""Databases of earlier versions, as tools/stored_database.py stored them, are brought to the present form with nothing lost."""

import gzip
import json
import shutil
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import psycopg
import pytest

from paizhu.operations.tests.around import Around
from paizhu.tests import postgresql

STORED = sorted((Path(__file__).parent / "stored").iterdir())
# Tables that have another name by now, by the one that they had.
_RENAMED = {"tasks_remark": "remarks_remark"}
# Rows that Django itself adds with a new version.
_OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


def is_of_postgresql(version: Path) -> bool:
    return version.name.endswith("-postgresql")


def home_of(version: Path, tmp_path: Path, address: str = "") -> Around:
    """A home as that version left it."""
    here = Around(tmp_path / "home", address)
    shutil.copytree(version, here.home)
    if address:
        text = gzip.decompress((here.home / "postgresql.sql.gz").read_bytes()).decode()
        with psycopg.connect(address) as connection:
            connection.execute(text.encode())
        return here
    text = gzip.decompress((here.home / "database.sql.gz").read_bytes()).decode()
    with closing(sqlite3.connect(here.home / "paizhu.sqlite3")) as database:
        database.executescript(text)
    return here


@pytest.mark.parametrize("version", STORED, ids=[version.name for version in STORED])
def test_earlier_versions_are_brought_to_the_present_form(version: Path, tmp_path: Path) -> None:
    with postgresql.running() if is_of_postgresql(version) else nullcontext("") as address:
        _brought(version, home_of(version, tmp_path, address))


def _brought(version: Path, here: Around) -> None:
    was = json.loads((version / "state.json").read_text("utf-8"))
    now = here.beside("held")
    assert now["heads"] == was["heads"]
    assert now["findings"] == []
    rows = {table: count for table, count in was["rows"].items() if table not in _OF_DJANGO}
    assert {table: now["rows"].get(_RENAMED.get(table, table)) for table in rows} == rows
    assert len(now["read"]) == rows["attachments_attachment"] > 0
    assert all(now["read"].values())


def test_a_program_that_is_older_than_its_database_changes_nothing(tmp_path: Path) -> None:
    here = home_of([one for one in STORED if not is_of_postgresql(one)][-1], tmp_path)
    with closing(sqlite3.connect(here.home / "paizhu.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('door', '9999_future', 0)"
        )
        database.commit()
    for command in (["journal", "verify"], ["up", "--port", "0"]):
        ended = here.paizhu(*command)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "newer version of Paizhu (door 9999_future)" in ended.stderr
    doctor = here.paizhu("doctor", "--json")
    assert doctor.returncode == 1
    found = [json.loads(line) for line in doctor.stdout.splitlines()]
    assert [(one["check"], one["what"]) for one in found if one["grade"] == "wrong"] == [
        ("migrations", "It is of a newer version of Paizhu (door 9999_future).")
    ]
