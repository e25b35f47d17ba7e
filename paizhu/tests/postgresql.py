"""A PostgreSQL of the tests' own: made in a folder, reached by a socket, ended with the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from paizhu.tests.migrated import migrate
from paizhu.tests.once import once

# A database of each server that is in its present form and empty, to copy others from.
TEMPLATE = "migrated"
# PostgreSQL refuses to run as root; its package brings a user for it.
_AS = ["runuser", "-u", "postgres", "--"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("no PostgreSQL here: ./test installs the distribution's")
    return found[-1].parent if found else Path(str(on_path)).parent


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a folder of its own, that listens to nothing but a socket there.

    durable: what is committed is on record when its process is killed, as in production.  synced: when the machine falls, too.
    """

    folder: Path
    durable: bool = False
    synced: bool = False

    @property
    def address(self) -> str:
        """Where its database is."""
        return f"postgresql://paizhu@{quote(str(self.folder), safe='')}/paizhu"

    def start(self) -> None:
        """Start it; after a kill it first brings back what was committed."""
        options = f"-k {self.folder} -c listen_addresses="
        # Of a whole machine that falls no test can tell, so nothing waits for the disk.
        # It cannot be set otherwise later.
        options += "" if self.synced else " -c fsync=off"
        options += "" if self.durable or self.synced else " -c synchronous_commit=off"
        self._control("-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        """End it at once; mode "fast" leaves nothing to bring back at the next start."""
        self._control("-m", mode, "-w", "stop")

    def create(self, name: str, template: str = "template0") -> None:
        """Make a database, as a copy of another one."""
        _run(programs() / "createdb", "-h", self.folder, "-U", "paizhu", "-T", template, name)

    def kill(self) -> None:
        """Kill all its processes."""
        parent = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        processes = [parent, *_children(parent)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # It does not start while one of them holds on to the memory that they share.
        deadline = time.monotonic() + 20
        while any(map(_is_there, processes)) and time.monotonic() < deadline:
            time.sleep(0.02)
        # Where nobody collects ended processes, its number still seems to be one that runs.
        for lock in ("data/postmaster.pid", ".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (self.folder / lock).unlink(missing_ok=True)

    def _control(self, *words: Path | str) -> None:
        _run(programs() / "pg_ctl", "-D", self.folder / "data", *words)


@contextmanager
def server(
    *, durable: bool = False, synced: bool = False, template: str = "template0", at: Path | None = None
) -> Iterator[Server]:
    """Give a fresh server.

    template: what its database is a copy of; TEMPLATE has all tables, the other one has none.  at: where its folder is made.
    """
    # Not in pytest's own folder, which nobody but its owner may enter.
    made = Server(Path(tempfile.mkdtemp(prefix="paizhu-postgresql-", dir=at)), durable, synced)
    if _AS:
        shutil.chown(made.folder, "postgres")
    _run("cp", "-R", once("cluster", _make_cluster) / "data", made.folder / "data")
    made.start()
    try:
        made.create("paizhu", template)
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)


def _make_cluster(folder: Path) -> None:
    """A cluster that holds the template, and was ended in order: to copy one is quicker than to make one."""
    if _AS:
        shutil.chown(folder, "postgres")
    how = ("-U", "paizhu", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    _run(programs() / "initdb", "-D", folder / "data", *how)
    made = Server(folder)
    made.start()
    try:
        made.create(TEMPLATE)
        with tempfile.TemporaryDirectory() as home:
            migrate(Path(home), made.address.removesuffix("paizhu") + TEMPLATE)
    finally:
        made.stop("fast")


@contextmanager
def running(template: str = "template0") -> Iterator[str]:
    """Give the address of a fresh database; its server listens to nothing but a socket in its folder."""
    with server(template=template) as made:
        yield made.address


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # Behind the name, which may hold anything: state and parent.
            if int(status.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(status.parent.name))
    return found


def _is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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
