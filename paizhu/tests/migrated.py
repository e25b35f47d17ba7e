"""A database in its present form for a test's home: made once in a process, since Django takes seconds for it, and copied."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


def migrated(home: Path) -> Path:
    """Put an empty SQLite database into the home, which is made where it is not there yet; return the home.

    For tests that begin with a home in use. What a first start does is tested with homes that are empty.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(_made(), home / "paizhu.sqlite3")
    return home


@cache
def _made() -> Path:
    home = Path(tempfile.mkdtemp(prefix="paizhu-migrated-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    surroundings = {"PAIZHU_HOME": str(home), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "paizhu.settings"}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=os.environ | surroundings,
        check=True,
    )
    return home / "paizhu.sqlite3"
