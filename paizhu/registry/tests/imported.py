"""A registry in the home of a test, imported by the command from an exchange file."""

from pathlib import Path

from paizhu.tests.commands import paizhu
from paizhu.tests.migrated import migrated


def imported(home: Path, *files: Path) -> Path:
    """Import exchange files, in their order, into a home whose database is there already; return the home."""
    if not (home / "paizhu.sqlite3").exists():
        migrated(home)
    for file in files:
        ended = paizhu("registry", "import", str(file), PAIZHU_HOME=str(home), DATABASE_URL="")
        assert ended.returncode == 0, ended.stderr
    return home
