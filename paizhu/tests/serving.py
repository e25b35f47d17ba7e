"""Starts the product as a user does, for tests that need the whole of it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paizhu.tests import commands
from paizhu.tests.migrated import migrated

Process = subprocess.Popen[str] | commands.Started
Serving = tuple[Process, str]
# Of each address that is served: what its process was started in.
_surroundings: dict[str, dict[str, str]] = {}
_sessions: dict[str, str] = {}


@contextmanager
def serving(home: Path, *, anew: bool = False, **surroundings: str) -> Iterator[Serving]:
    """Give the process of `paizhu up` and its host and port; end the process afterwards.

    anew: it loads its libraries and the norms itself, as for a user; else it is forked from a process that has them.
    """
    # Tests and measurements ask from one address, and more in a minute than people do.
    surroundings = {"PAIZHU_OPEN_REQUESTS_A_MINUTE": "1000000"} | surroundings
    if not (home / "paizhu.sqlite3").exists() and not surroundings.get("DATABASE_URL"):
        migrated(home)
    words, env = ("up", "--port", "0"), os.environ | {"PAIZHU_HOME": str(home)} | surroundings
    process: Process
    if anew:
        command = [sys.executable, "-m", "paizhu", *words]
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    else:
        process = commands.start("paizhu", *words, env=env)
    assert process.stdout is not None
    try:
        # Said when the server is ready; an empty line means that it has ended instead.
        announced = re.search(r"http://([\d.:]+)/", process.stdout.readline())
        assert announced, "paizhu up did not start"
        _surroundings[announced[1]] = {"PAIZHU_HOME": str(home)} | surroundings
        _sessions.pop(announced[1], None)  # of a home that was served on the same port before
        yield process, announced[1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def session(host: str) -> str:
    """Return the key of a session in which a system administrator has signed in there."""
    if host not in _sessions:
        made = commands.run("paizhu.tests.session", env=os.environ | _surroundings[host])
        assert made.returncode == 0, made.stderr
        _sessions[host] = made.stdout.strip()
    return _sessions[host]
