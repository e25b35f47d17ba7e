"""A database in its present form for a test's home: made once in a run, since Django takes seconds for it, and copied."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from paizhu.tests.once import once


def migrated(home: Path) -> Path:
    """Put an empty SQLite database into the home, which is made where it is not there yet; return the home.

    For tests that begin with a home in use. What a first start does is tested with homes that are empty.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(database(), home / "paizhu.sqlite3")
    return home


def database() -> Path:
    """Return the file of an empty SQLite database in its present form, for copying."""
    return once("migrated", lambda folder: migrate(folder, "")) / "paizhu.sqlite3"


def migrate(home: Path, address: str) -> None:
    """Bring a database to its present form. address: "" for SQLite in the home."""
    surroundings = {
        "PAIZHU_HOME": str(home),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "paizhu.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"],
        env=os.environ | surroundings,
        check=True,
    )
