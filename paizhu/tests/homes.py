"""Homes in use, with an empty database in its present form: SQLite, or the PostgreSQL on which the tests run.

Where `DATABASE_URL` is set for the tests, each home gets a database of its own on that server, copied from one made once.
"""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from paizhu.tests.migrated import migrated


def in_use(home: Path, **further: str) -> dict[str, str]:
    """Make a home with its database; return what a command has to have around it to use them. further: as well."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    address = ""
    if on_postgresql():
        name = f"home_{secrets.token_hex(8)}"
        with _maintaining() as database:
            database.execute(f"CREATE DATABASE {name} TEMPLATE {_template()}")
        address = _beside(name)
    else:
        migrated(home)
    return {"PAIZHU_HOME": str(home), "DATABASE_URL": address, **further}


def on_postgresql() -> bool:
    """Return whether these tests run on PostgreSQL."""
    return bool(os.environ.get("DATABASE_URL"))


def changed(surroundings: Mapping[str, str], statement: str) -> None:
    """Run a statement on a home's database past the product, as its owner can."""
    address = surroundings["DATABASE_URL"]
    if address:
        with _connected(address) as database:
            database.execute(statement)
        return
    with closing(sqlite3.connect(Path(surroundings["PAIZHU_HOME"]) / "paizhu.sqlite3")) as file, file:
        file.execute(statement)


@cache
def _template() -> str:
    """The database that the others are copied from: that of the run, where it has one on this server."""
    if made := os.environ.get("PAIZHU_TESTS_TEMPLATE"):
        return made
    name = f"migrated_{os.getpid()}"
    with _maintaining() as database:
        database.execute(f"CREATE DATABASE {name}")
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=os.environ | {"DATABASE_URL": _beside(name), "DJANGO_SETTINGS_MODULE": "paizhu.settings"},
        check=True,
    )
    return name


def _beside(name: str) -> str:
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def _maintaining() -> "psycopg.Connection[Any]":
    return _connected(_beside("postgres"))


def _connected(address: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(address, autocommit=True)
