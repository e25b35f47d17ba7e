"""A real worker with a real mail server, killed at its worst moments: nothing is lost, nothing told twice."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from paizhu.door.mail.tests.server import Kept, mail_server
from paizhu.tests import commands
from paizhu.tests.migrated import migrated
from paizhu.tests.postgresql import TEMPLATE, running

pytestmark = pytest.mark.long

TASKS = 8
# Each task tells Z1 of the assignment, and Z1 and W2 of its escalation.
EACH = 2 * TASKS * 2 + TASKS


class Around:
    """The environment of one home, and what can be done in it."""

    def __init__(self, home: Path, address: str, server: Kept) -> None:
        self.home, self.address = home, address
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PAIZHU", "DATABASE"))}
        self.env |= {
            "DJANGO_SETTINGS_MODULE": "paizhu.settings",
            "PAIZHU_HOME": str(home),
            "PAIZHU_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
            "PAIZHU_MAIL_FROM": "paizhu@example.org",
            "PAIZHU_BASE_URL": "https://paizhu.example.org",
            "PAIZHU_DIGEST_HOUR": "0",
            "PAIZHU_LANG": "en",
        }
        if address:
            self.env["DATABASE_URL"] = address

    def beside(self, *words: str) -> dict[str, Any]:
        """Run the script beside the worker, and return what it tells."""
        ended = commands.run("paizhu.door.work.tests.seeding", *words, env=self.env)
        assert ended.returncode == 0, ended.stderr
        found: dict[str, Any] = json.loads(ended.stdout)
        return found

    def worker(self, *words: str) -> commands.Started:
        """Start a worker."""
        return commands.start("paizhu", "work", *words, env=self.env, errors=True)

    def reminders(self) -> int:
        """Count without Django, as often as it takes."""
        query = "SELECT count(*) FROM overdue_reminder"
        if self.address:
            with psycopg.connect(self.address) as connection:
                row = connection.execute(query).fetchone()
        else:
            with closing(sqlite3.connect(self.home / "paizhu.sqlite3", timeout=20)) as connection:
                row = connection.execute(query).fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
    else:
        with running(TEMPLATE) as address:
            yield address


# On PostgreSQL a sample is killed with server and database by paizhu/operations/tests/test_killed.py.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def around(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Around, Kept]]:
    with mail_server() as server, _database(request.param) as address:
        made = Around(tmp_path / "home" if address else migrated(tmp_path / "home"), address, server)
        made.beside("seed", str(TASKS))
        yield made, server


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[tuple[Around, Kept]]:
    """The same with a little to tell, for what no database makes a difference to."""
    with mail_server() as server:
        made = Around(migrated(tmp_path / "home"), "", server)
        made.beside("seed", "1")
        yield made, server


def ended(process: commands.Started) -> str:
    """Wait for a worker that ends by itself."""
    said, _none = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def kill_at(count: int, process: commands.Started, server: Kept) -> Callable[[EmailMessage], str]:
    """Kill the worker when the server has taken so many mails, before it hears that the last one was taken."""

    def answer(_mail: EmailMessage) -> str:
        if len(server.mails) == count:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=20)
        return "250 OK"

    return answer


def test_killed_anywhere_it_loses_and_doubles_nothing(around: tuple[Around, Kept]) -> None:
    home, server = around
    # While it escalates: as soon as three clocks are through.
    first = home.worker()
    deadline = time.monotonic() + 100
    while home.reminders() < 3 and time.monotonic() < deadline:
        assert first.poll() is None
    first.kill()
    first.communicate(timeout=20)
    kills = 0
    for count in (len(server.mails) + 1, len(server.mails) + 5):
        home.beside("expire")
        process = home.worker()
        server.answer = kill_at(count, process, server)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        kills += 1
    server.answer = lambda _mail: "250 OK"
    home.beside("expire")
    for process in [home.worker("--once"), home.worker("--once")]:
        ended(process)
    home.beside("expire")
    ended(home.worker("--once"))
    _check_told(home.beside())
    _check_sent(home.beside()["mails"], server, kills + 1)


def _check_told(there: dict[str, Any]) -> None:
    assert there["notices"] == {
        "Z1 task.approve": TASKS,
        "Z1 clock.escalate": TASKS,
        "W2 clock.escalate": TASKS,
    }
    assert there["reminders"] == {"over": TASKS}
    assert there["escalated"] == TASKS
    assert there["performed"] == there["entries"] == {"clock.escalate": TASKS}
    assert there["lines"] == {"head": 2 * TASKS, "clerk": 2 * TASKS, "deputy": 2 * TASKS, "superior": TASKS}
    for _organ, length, numbers in there["logs"]:
        assert numbers == list(range(1, length + 1))


def _check_sent(mails: dict[str, str], server: Kept, killed: int) -> None:
    """Each mail at least once, a second time only where the worker died with it in hand, always under its own id."""
    assert set(mails.values()) == {"sent"}
    ids = [str(mail["Message-ID"]) for mail in server.mails]
    assert set(ids) == set(mails)
    assert len(ids) - len(set(ids)) <= killed
    each = {(m["Message-ID"], m["X-To"], m.get_content()) for m in server.mails if "@" in str(m["X-To"])}
    assert len(each) == len(mails), "the same id for two mails, or two ids for one"
    assert len(mails) == EACH + 1
    # Decoded: two letters may well stand in Base64 by chance.
    whole = "".join("".join(map(str, mail.values())) + mail.get_content() for mail in server.mails)
    for word in ("公务用车", "核查", "X-head", "S-head", "Z1", "W2", "task.", "clock.", "安澜"):
        assert word not in whole


def test_told_to_end_it_ends_whatever_it_is_doing(at_work: tuple[Around, Kept]) -> None:
    home, server = at_work
    reached, go_on = Event(), Event()

    def answer(_mail: EmailMessage) -> str:
        reached.set()
        go_on.wait(30)
        return "250 OK"

    server.answer = answer
    process = home.worker()
    try:
        assert reached.wait(100)
        began = time.monotonic()
        process.terminate()
        process.wait(timeout=20)
        assert time.monotonic() - began < 15  # the mail that it waits for comes after 30
        assert process.returncode == 0
    finally:
        go_on.set()
        process.kill()
        process.communicate(timeout=20)


def test_idle_worker_ends_at_once(at_work: tuple[Around, Kept]) -> None:
    process = at_work[0].worker()
    assert process.stdout is not None
    try:
        while "running" not in process.stdout.readline():
            assert process.poll() is None
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert "The worker has ended." in ended(process)
        assert time.monotonic() - began < 15
    finally:
        process.kill()
