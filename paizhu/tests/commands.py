"""Commands as a person calls them: each in a process of its own, which does not first wait a second for its libraries.

A worker of the tests keeps one process that has Django ready. For each command it forks one that takes on its surroundings,
reads the settings anew and begins as `python -m paizhu` does; so does a module of tests that works beside the product.
That a command begins from nothing, and which libraries it leaves alone, is tested in `paizhu.cli.tests.test_commands`.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock, Timer
from typing import Any, TextIO

# Tests that end a process from another thread ask as well.
_asking = Lock()


def paizhu(*words: str, **surroundings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command and return its exit code and what it said; -14 for one that took more than a minute."""
    return run("paizhu", *words, env={**os.environ, **surroundings}, within_s=60)


def run(
    module: str, *words: str, env: Mapping[str, str], within_s: float = 120
) -> "subprocess.CompletedProcess[str]":
    """Run a module as `python -m` does. env: all of its surroundings; within_s: seconds that it may take."""
    with tempfile.TemporaryDirectory(prefix="paizhu-said-") as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        for file in said:
            file.touch()
        process = _begin(module, words, env, [os.devnull, *map(str, said)], within=int(within_s))
        code = _code(process, wait=True)
        assert code is not None
        out, err = (file.read_text("utf-8") for file in said)
    return subprocess.CompletedProcess([module, *words], code, out, err)


class Started:
    """A process that goes on beside the test, with the ways of `subprocess.Popen`."""

    def __init__(self, pid: int, stdin: TextIO | None, stdout: TextIO | None) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self.returncode: int | None = None
        # Who ends it when it is late asks at the same time as who waits, and its end is told once only.
        self._polling = Lock()

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        with self._polling:
            if self.returncode is None:
                self.returncode = _code(self.pid, wait=False)
            return self.returncode

    def wait(self, timeout: float) -> int:
        """Return its exit code when it has ended. Raises TimeoutExpired."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return code

    def communicate(self, timeout: float) -> tuple[str, None]:
        """Return what else it says, once it has ended; one that takes longer is killed."""
        late = Timer(timeout, self.kill)
        late.start()
        if self.stdin is not None:
            self.stdin.close()
        said = "" if self.stdout is None or self.stdout.closed else self.stdout.read()
        self.wait(timeout)
        late.cancel()
        if self.stdout is not None:
            self.stdout.close()
        return said, None

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def start(
    module: str,
    *words: str,
    env: Mapping[str, str],
    heard: bool = True,
    errors: bool = False,
    told: bool = False,
    apart: bool = False,
) -> Started:
    """Start a module as `python -m` does, which goes on beside the test.

    heard: what it says can be read, else nobody reads it.  errors: with its errors, which else go where the test's go.
    told: its standard input can be written to.  apart: in a process group of its own.
    """
    with tempfile.TemporaryDirectory(prefix="paizhu-said-") as folder:
        given, said = (os.path.join(folder, name) for name in ("in", "out"))  # noqa: PTH118  named to another process
        for pipe in (given, said):
            os.mkfifo(pipe)
        out = said if heard else os.devnull
        files = [given if told else os.devnull, out, out if errors or not heard else None]
        pid = _begin(module, words, env, files, apart=apart)
        # Each waits until the other side has opened it too.
        stdin = Path(given).open("w", encoding="utf-8") if told else None  # noqa: SIM115
        stdout = Path(said).open(encoding="utf-8") if heard else None  # noqa: SIM115
    return Started(pid, stdin, stdout)


def _begin(
    module: str,
    words: tuple[str, ...],
    env: Mapping[str, str],
    files: list[str | None],
    *,
    within: int = 0,
    apart: bool = False,
) -> int:
    asked = {"begin": module, "words": words, "files": files, "in": str(Path.cwd()), "env": dict(env)}
    return int(_ask({**asked, "within": within, "apart": apart}))


def _code(process: int, *, wait: bool) -> int | None:
    code = _ask({"ended": process, "wait": wait})
    return int(code) if code else None


def _ask(asked: dict[str, Any]) -> str:
    with _asking:
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        return server.stdout.readline().strip()


@cache
def _server() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "paizhu.tests.forking"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "paizhu.settings", "DATABASE_URL": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    # It ends when nothing more can be asked.
    atexit.register(process.communicate)
    return process
