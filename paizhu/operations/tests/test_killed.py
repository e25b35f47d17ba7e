"""Server, worker and database killed at random points under load: nothing acknowledged is lost, nothing is half done.

A sample of kills; with PAIZHU_SOAK=1 as many as PAIZHU_KILLS says (300), and what came of them is written to
docs/reports/kills-*.md.
"""

import json
import os
import platform
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from paizhu.door.mail.tests.server import Kept, mail_server
from paizhu.operations.tests.around import Around
from paizhu.operations.tests.loading import Load
from paizhu.tests import commands, postgresql

pytestmark = pytest.mark.long

SOAK = bool(os.environ.get("PAIZHU_SOAK"))
KILLS = int(os.environ.get("PAIZHU_KILLS", "300")) if SOAK else 3
WORKER_S = 6.0 if SOAK else 0.0
WITHIN_S = 1800 if SOAK else 300  # a soak runs beside other work
OVERDUE = 40 if SOAK else 8
NAMES = {
    "serving": "the process that answers",
    "server": "the whole server",
    "worker": "the worker",
    "database": "the database",
    "all": "server and worker at once",
}
REPORTS = Path(__file__).parents[3] / "docs/reports"


@dataclass
class Running:
    """What is killed: each process of the product in a group of its own, and the database."""

    here: Around
    port: int
    more: dict[str, str]
    database: postgresql.Server | None
    processes: dict[str, commands.Started] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)

    @property
    def victims(self) -> tuple[str, ...]:
        """Who is killed, one after the other. serving: the process that answers, which the server at once makes anew.

        Where the database is a file, killing it is killing all who have it open, at once.
        """
        if self.database is None:
            return (*("serving", "worker") * 3, "server", "worker", "serving", "worker", "serving", "all")
        return (*("serving", "database", "worker") * 3, "server", "database", "worker")

    def start(self, name: str) -> None:
        """Start the server or the worker; nobody waits for it to be ready."""
        words = ["up", "--port", str(self.port)] if name == "server" else ["work"]
        self.processes[name] = commands.start(
            "paizhu", *words, env=self.here.env | self.more, heard=False, apart=True
        )
        self.since[name] = time.monotonic()

    def kill(self, victim: str) -> None:
        """Kill it with kill -9, and start it again."""
        self.kills[victim] += 1
        if victim == "database":
            assert self.database is not None
            self.database.kill()
            self.database.start()
            return
        if victim == "serving":
            processes = serving(self.processes["server"].pid)
            assert processes, "nobody answers"
            for process in processes:
                os.kill(process, signal.SIGKILL)
            return
        if victim == "worker":
            # Once it is at work, not while it starts.
            time.sleep(max(0.0, self.since["worker"] + WORKER_S - time.monotonic()))
        names = ["server", "worker"] if victim == "all" else [victim]
        for name in names:
            os.killpg(self.processes[name].pid, signal.SIGKILL)
        for name in names:
            self.processes[name].wait(timeout=20)
            self.start(name)

    def end(self) -> None:
        """End what runs."""
        for process in self.processes.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=20)
        self.processes.clear()


def serving(server: int) -> list[int]:
    """The processes that answer requests; killing a whole server to have it start anew takes twenty times as long."""
    children = Path(f"/proc/{server}/task/{server}/children")
    return [int(one) for one in children.read_text().split()]


def free_port() -> int:
    """A port that stays free while the server is down: below those that connections are given."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", random.randrange(20_000, 30_000))) as free:
            return int(free.getsockname()[1])


@contextmanager
def running(kind: str, home: Path, server: Kept) -> Iterator[Running]:
    with ExitStack() as stack:
        database = (
            stack.enter_context(postgresql.server(durable=True, template=postgresql.TEMPLATE))
            if kind == "postgresql"
            else None
        )
        port = free_port()
        more = {
            "PAIZHU_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
            "PAIZHU_MAIL_FROM": "paizhu@example.org",
            "PAIZHU_BASE_URL": "https://paizhu.example.org",
            "PAIZHU_API_REQUESTS_A_MINUTE": "1000000",
            "PAIZHU_DIGEST_HOUR": "0",
        }
        made = Running(Around(home, database.address if database else "", WITHIN_S), port, more, database)
        stack.callback(made.end)
        yield made


def beside(run: Running, module: str, *words: str) -> Any:
    ended = run.here._run(module, *words, **run.more)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


# On SQLite a sample of workers is killed by paizhu/door/work/tests/test_killed.py.
@pytest.mark.parametrize("kind", [pytest.param("sqlite", marks=pytest.mark.soak), "postgresql"])
def test_killed_at_random_points_nothing_is_lost(kind: str, tmp_path: Path) -> None:
    began, seed = time.monotonic(), random.randrange(10**6)
    chance = random.Random(seed)
    with mail_server() as server, running(kind, tmp_path / "home", server) as run:
        tokens = beside(run, "paizhu.operations.tests.killing", "seed", str(OVERDUE))
        load = Load(run.port, tokens)
        run.start("server")
        run.start("worker")
        load.start()
        for number in range(KILLS):
            # Under load: acts are acknowledged since the last kill.
            load.goes_on()
            time.sleep(chance.uniform(0, 1.5))
            run.kill(run.victims[number % len(run.victims)])
        load.goes_on()
        load.end()
        run.end()
        beside(run, "paizhu.door.work.tests.seeding", "expire")
        for _time in range(200):
            ended = run.here._run("paizhu", "work", "--once", **run.more)
            assert ended.returncode == 0, ended.stdout + ended.stderr
            if not ended.stdout:
                break
        found = beside(run, "paizhu.operations.tests.killing", "told")
    _check(load, found, server, run.kills, f"seed {seed}")
    if SOAK:
        _report(kind, load, found, server, run.kills, time.monotonic() - began, seed)


def _check(load: Load, found: dict[str, Any], server: Kept, kills: Counter[str], seed: str) -> None:
    assert sum(kills.values()) == KILLS
    assert load.faults == [], seed
    # Each acknowledged act is there, once, under the number that was told; and none that nobody heard of.
    acknowledged = sorted((one.act, one.matter, one.log, one.entry) for one in load.acknowledged)
    assert acknowledged == sorted(map(tuple, found["acts"])), seed
    assert (found["halves"], found["doubles"]) == ({}, 0), seed
    assert set(map(tuple, found["logs"].values())) == {()}, seed
    assert found["escalated"] == OVERDUE, seed
    # The mail: at least once, and a second time only where a worker died with it in hand.
    ids = [str(mail["Message-ID"]) for mail in server.mails]
    assert set(found["mails"].values()) == {"sent"}, seed
    assert set(ids) == set(found["mails"]), seed
    assert len(ids) - len(set(ids)) <= sum(kills.values()), seed


def _report(
    kind: str, load: Load, found: dict[str, Any], server: Kept, kills: Counter[str], seconds: float, seed: int
) -> None:
    again = sum(one.again for one in load.acknowledged)
    twice = len(server.mails) - len(found["mails"])
    (REPORTS / f"kills-{kind}.md").write_text(
        f"""# Killed at random points, on {kind}

Written by the test itself: `PAIZHU_SOAK=1 PAIZHU_KILLS={KILLS} .venv/bin/python -m pytest
paizhu/operations/tests/test_killed.py -k {kind}` (`./test --soak` kills 300 times).

On {datetime.now(UTC).date().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores,
Python {platform.python_version()}, in {seconds:.0f} s, seed {seed}: **{sum(kills.values())} kills with kill -9**
({", ".join(f"{NAMES[name]} {count}" for name, count in kills.items())}), each at a random point while {load.people}
programs proposed, approved and accepted tasks and a worker escalated and sent mail; after each kill the same was started
again, and acts were acknowledged before the next one.

| | |
|---|--:|
| requests sent | {load.tries} |
| acts acknowledged | {len(load.acknowledged)} |
| of them done before a kill and acknowledged only when tried again under the same key | {again} |
| acknowledged acts that are not on record | 0 |
| acts on record that nobody was told of | 0 |
| acts half done (matter, ground, clock, entry, notices, mail) | 0 |
| entries in all logs, which verify | {found["entries"]} |
| notices; doubled, lost | {found["notices"]}; 0, 0 |
| time limits escalated, each once | {found["escalated"]} |
| mails sent; a second copy under the same Message-ID | {len(found["mails"])}; {twice} |

Only processes are killed: what happens when a whole machine loses power is the disk's and the database's to keep.
""",
        "utf-8",
    )
