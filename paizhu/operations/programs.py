"""PostgreSQL's own programs for dumping and restoring, found on the path or where Debian puts them."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from paizhu.norms.errors import PaizhuError


class NoProgram(PaizhuError):
    """A program of PostgreSQL is missing, too old, or ended with an error."""

    code = "backup.program"


def find(name: str) -> Path:
    """Return a program that is no older than the server. Raises NoProgram."""
    wanted = connection.cursor().connection.info.server_version // 10_000
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_major, reverse=True)
    on_path = shutil.which(name)
    for candidate in [*([Path(on_path)] if on_path else []), *debian]:
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"(\d+)(\.\d+)*\s", said)
        if version and int(version[1]) >= wanted:
            return candidate
    told = _(
        "{name} of PostgreSQL {version} or newer is needed on this machine; on Debian: apt install postgresql-client."
    )
    raise NoProgram(told.format(name=name, version=wanted))


def run(program: Path, *words: str) -> None:
    """Run a program against the database; the password goes by its environment. Raises NoProgram."""
    given = connection.settings_dict
    env = os.environ | ({"PGPASSWORD": given["PASSWORD"]} if given["PASSWORD"] else {})
    command = [str(program), f"--dbname={_address(given)}", *words]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if ended.returncode:
        # Its first line says what; later ones may show rows.
        why = next(iter(ended.stderr.strip().splitlines()), "")
        raise NoProgram(_("{name} failed: {why}").format(name=program.name, why=why))


def listed(pg_restore: Path, dump: Path) -> list[str]:
    """Return what a dump holds, a line each with its end, as pg_restore lists it. Raises NoProgram."""
    ended = subprocess.run([pg_restore, "--list", dump], capture_output=True, text=True, check=False)
    if ended.returncode:
        why = next(iter(ended.stderr.strip().splitlines()), "")
        raise NoProgram(_("{name} failed: {why}").format(name=pg_restore.name, why=why))
    return ended.stdout.splitlines(keepends=True)


def _address(given: dict[str, Any]) -> str:
    """Where the database is, without the password; the driver's own defaults may be words that an older program does not know."""
    words = {"dbname": given["NAME"], "user": given["USER"], "host": given["HOST"], "port": given["PORT"]}
    more = {name: value for name, value in given["OPTIONS"].items() if name.startswith("ssl")}
    return make_conninfo(**{name: value for name, value in (words | more).items() if value})


def _major(at: Path) -> int:
    part = at.parts[-3]
    return int(part) if part.isdecimal() else 0
