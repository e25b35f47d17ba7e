"""The organs that are known now, read without Django: enough to see whether a question names any.

Most questions in words name none, and are then answered without opening the registry.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from paizhu.registry.kinds import Kind
from paizhu.registry.records import Organ

_KNOWN_NOW = "SELECT code_id, name, short, kind FROM registry_organ WHERE recorded_to IS NULL"


def organs(database: Path) -> list[Organ] | None:
    """Return the organs in a SQLite file, without their days; None when that cannot be told from it."""
    try:
        # Not read-only: the last reader must be able to fold the journal into the file.
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as opened:
            return [
                Organ(id_, name, short, Kind(kind)) for id_, name, short, kind in opened.execute(_KNOWN_NOW)
            ]
    except (sqlite3.Error, ValueError):
        return None
