"""A PostgreSQL of the tests' own: made in a folder, reached by a socket, ended with the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

# PostgreSQL refuses to run as root; its package brings a user for it.
_AS = ["runuser", "-u", "postgres", "--"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("no PostgreSQL here: ./test installs the distribution's")
    return found[-1].parent if found else Path(str(on_path)).parent


@contextmanager
def running() -> Iterator[str]:
    """Give the address of a fresh database; the server listens to nothing but a socket in its folder."""
    at = programs()
    # Not in pytest's own folder, which nobody but its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="paizhu-postgresql-"))
    if _AS:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run(at / "initdb", "-D", data, "-U", "paizhu", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off"
    _run(at / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        _run(at / "createdb", "-h", folder, "-U", "paizhu", "paizhu")
        yield f"postgresql://paizhu@{quote(str(folder), safe='')}/paizhu"
    finally:
        _run(at / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: Path | str) -> None:
    # Its output goes to no pipe: the server would hold it open.
    subprocess.run(
        [*_AS, *map(str, command)],
        check=True,
        timeout=120,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
