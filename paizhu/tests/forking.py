"""The process that forks commands for `paizhu.tests.commands`, with everything loaded that takes long to load.

Told by a line of JSON on its standard input what to do; answers each with a line:
`{"begin": …}` the number of the process that it forked; `{"ended": number, "wait": …}` its exit code, nothing while it runs.
"""

import gc
import json
import os
import runpy
import signal
import sys
from functools import cache
from importlib import import_module, reload
from typing import Any

import django
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from paizhu import places

_SETTINGS = "paizhu.settings"
# What commands import, apart from their own modules and Typer, which are in the language of the command.
_LOADED = (
    "openpyxl",
    "django.core.management",
    "paizhu.norms.ask.reply",
    "paizhu.web.urls",
    *(f"rich.{name}" for name in ("columns", "console", "markdown", "progress", "table", "traceback")),
)


def _serve() -> str:
    """Fork for each command; the forked one returns the name of the module to go on as."""
    django.setup()
    for name in _LOADED:
        import_module(name)
    MigrationLoader(None)
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if "ended" in asked:
            number, status = os.waitpid(asked["ended"], 0 if asked["wait"] else os.WNOHANG)
            print(os.waitstatus_to_exitcode(status) if number else "", flush=True)
            continue
        if asked["words"][:1] == ["up"]:
            _pages_ready()
        child = os.fork()
        if not child:
            _become(asked)
            return str(asked["begin"])
        print(child, flush=True)
    os._exit(0)


@cache
def _pages_ready() -> None:
    """What `paizhu up` loads first, the same for every home: the norms, and the code of the pages."""
    for name in ("gunicorn.app.base", "gunicorn.workers.gthread"):
        import_module(name)
    import_module("paizhu.opened").opened()
    gc.freeze()


def _become(asked: dict[str, Any]) -> None:
    if asked["apart"]:
        os.setsid()
    given, out, errors = asked["files"]
    os.dup2(os.open(given, os.O_RDONLY), 0)
    os.dup2(os.open(out, os.O_WRONLY), 1)
    if errors is not None:
        os.dup2(1 if errors == out else os.open(errors, os.O_WRONLY), 2)
    os.chdir(asked["in"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [asked["begin"], *asked["words"]]
    signal.alarm(asked["within"])
    # `paizhu up` and acts make the key of a new home before they read the settings, which are read here.
    if asked["words"][:1] in (["up"], ["act"]) and not os.environ.get("PAIZHU_SECRET_KEY_FILE"):
        places.ensure_secret_key()
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
