"""Commands as a person calls them: each in a process of its own, which does not first wait a second for its libraries.

A worker of the tests keeps one process that has Django ready. For each command it forks one that takes on its surroundings,
reads the settings anew and begins as `python -m paizhu` does; so does a module of tests that works beside the product.
That a command begins from nothing, and which libraries it leaves alone, is tested in `paizhu.cli.tests.test_commands`.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module, reload
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

_SETTINGS = "paizhu.settings"


def paizhu(*words: str, **surroundings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command and return its exit code and what it said; -14 for one that took more than a minute."""
    return run("paizhu", *words, env={**os.environ, **surroundings}, within_s=60)


def run(
    module: str, *words: str, env: Mapping[str, str], within_s: float = 120
) -> "subprocess.CompletedProcess[str]":
    """Run a module as `python -m` does. env: all of its surroundings; within_s: seconds that it may take."""
    with tempfile.TemporaryDirectory(prefix="paizhu-said-") as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        asked = {
            "module": module,
            "words": words,
            "said": list(map(str, said)),
            "in": str(Path.cwd()),
            "env": dict(env),
            "within": int(within_s),
        }
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (file.read_text("utf-8") for file in said)
    return subprocess.CompletedProcess([module, *words], code, out, err)


@cache
def _server() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "paizhu.tests.commands"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": _SETTINGS, "DATABASE_URL": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    # It ends when nothing more can be asked.
    atexit.register(process.communicate)
    return process


def _serve() -> str:
    """Fork for each line asked; the forked one returns the name of the module to go on as."""
    django.setup()
    for name in ("openpyxl", "django.core.management", "paizhu.norms.ask.reply"):
        import_module(name)
    gc.freeze()
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            asked = json.loads(line)
            _become(asked)
            return str(asked["module"])
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    os._exit(0)


def _become(asked: dict[str, Any]) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in enumerate(asked["said"], 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(asked["in"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [asked["module"], *asked["words"]]
    signal.alarm(asked["within"])
    found = reload(sys.modules[_SETTINGS])
    for name in filter(str.isupper, dir(found)):
        setattr(settings, name, getattr(found, name))
    # What was kept of the database of before.
    vars(connections).pop("settings", None)
    connections._settings = None  # type: ignore[attr-defined]
    for alias in [one.alias for one in connections.all(initialized_only=True)]:
        del connections[alias]


if __name__ == "__main__":
    runpy.run_module(_serve(), run_name="__main__", alter_sys=True)
