# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Run as a process of its own: what a program is told when the disk is full, read-only or locked, and what is there then.

Prints JSON: for each fault the statuses of the requests, and at the end what was acknowledged and what is recorded.
"""

import json
import os
import resource
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from paizhu.operations.tests.in_home import in_home

MOST = 400
_ROOM = 512 * 1024


class Program:
    """A program that proposes tasks by the API, and keeps what was acknowledged."""

    def __init__(self, token: str) -> None:
        from django.test import Client

        self.token, self.acknowledged = token, set[str]()
        self._client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")

    def propose(self, key: str) -> int:
        """Propose the task of a key; return the status."""
        from paizhu.door.tests.world import TASK

        reply = self._client.generic(
            "POST",
            "/api/acts/task.propose?lang=en",
            json.dumps({**TASK, "length": 10, "title": key, "request": "核查" * 900}),
            "application/json",
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
        )
        if reply.status_code in {200, 201}:
            self.acknowledged.add(json.loads(reply.content)["matter"])
        self.last = reply
        return reply.status_code


def around(program: Program, name: str, broken: Callable[[], Any]) -> dict[str, Any]:
    """What is answered while something is broken, and afterwards to the same request, twice."""
    with broken():
        during = program.propose(name)
        told, retry = json.loads(program.last.content).get("code"), program.last.headers.get("Retry-After")
    return {
        "during": during,
        "told": told,
        "retry": retry,
        "after": [program.propose(name) for _ in range(2)],
    }


@contextmanager
def full() -> Iterator[None]:
    """Room for a few acts more."""
    with set_to("max_page_count", pragma("page_count") + 60):
        yield


@contextmanager
def read_only() -> Iterator[None]:
    """As on a disk that was mounted anew after a fault; on PostgreSQL the server says so to all, as after a fail-over."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with set_to("query_only", 1):
            yield
        return
    import psycopg

    def say(word: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
            owner.execute("SET default_transaction_read_only = off")
            owner.execute(f"ALTER SYSTEM SET default_transaction_read_only = {word}")
            owner.execute("SELECT pg_reload_conf()")
        deadline = time.monotonic() + 20
        while said() != word and time.monotonic() < deadline:
            time.sleep(0.05)

    def said() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW default_transaction_read_only")
            return str(cursor.fetchone()[0])

    say("on")
    try:
        yield
    finally:
        say("off")


def told_read_only(program: Program) -> dict[str, Any]:
    """What doctor, pages and commands say of a database that takes no changes."""
    from django.test import Client

    from paizhu.operations.doctor import data
    from paizhu.tests.commands import paizhu

    found: dict[str, Any] = {}
    with read_only():
        program.propose("read only, told")
        doctor = [one for one in data.database() if one.grade.value == "wrong"]
        found["doctor"] = [one.what for one in doctor]
        client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
        found["page"] = client.get("/ask/").status_code
        form = client.post("/sign-in/", {"login": "superior_deputy", "password": "x"})
        found["form"] = [form.status_code, "不接受更改" in form.content.decode()]
        read, write = paizhu("journal", "verify"), paizhu("user", "add", "one", "--administers", "security")
        found["commands"] = [read.returncode, write.returncode, "takes no changes" in write.stderr]
    found["after"] = program.propose("read only, told")
    return found


@contextmanager
def locked(release_after_s: float | None = None, wait_s: float = 20) -> Iterator[None]:
    """Somebody else holds the lock: for longer than others wait, or only for so long. wait_s: how long others do."""
    from django.db import connection

    if connection.vendor == "postgresql":
        import psycopg

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)",
                [f"{300 if release_after_s is None else round(wait_s * 1000)}ms"],
            )
        other: Any = psycopg.connect(
            **{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
        )
        other.execute("SELECT id FROM journal_log FOR UPDATE")
    else:
        pragma(f"busy_timeout={300 if release_after_s is None else round(wait_s * 1000)}")
        other = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
    with closing(other):
        timer = threading.Timer(release_after_s or 0, other.rollback)
        if release_after_s is not None:
            timer.start()
        yield
        if release_after_s is None:
            other.rollback()
        else:
            timer.join()


def held_for(program: Program, held_s: float, wait_s: float) -> dict[str, Any]:
    """Somebody holds the lock for many times as long as others wait; a program tries again until its act is acknowledged."""
    statuses, longest, started = list[int](), 0.0, time.monotonic()
    with locked(held_s, wait_s):
        while (not statuses or statuses[-1] == 503) and time.monotonic() < started + 10 * held_s:
            asked = time.monotonic()
            statuses.append(program.propose("held"))
            longest = max(longest, time.monotonic() - asked)
            time.sleep(0.05)
    return {"statuses": statuses, "seconds": time.monotonic() - started, "longest": longest}


def clock_back(program: Program) -> dict[str, Any]:
    """An hour earlier than the last entry."""
    from django.utils import timezone

    from paizhu.journal.models import Entry
    from paizhu.operations.doctor import data

    real = timezone.now
    before = Entry.objects.filter(log__organ="W2").latest("number")
    with mock.patch.object(timezone, "now", return_value=real() - timedelta(hours=1)):
        status = program.propose("an hour back")
        (found,) = data.clock()
    entry = Entry.objects.filter(log__organ="W2").latest("number")
    return {
        "status": status,
        "later": entry.at > before.at,
        "said": "clock" in json.loads(entry.body),
        "doctor": found.grade.value,
    }


def disk_fills(program: Program) -> dict[str, Any]:
    """Work until there is no page left, then with room again."""
    with full():
        keys, statuses = [f"filling {number}" for number in range(MOST)], list[int]()
        for key in keys:
            statuses.append(program.propose(key))
            if statuses[-1] not in {200, 201}:
                break
    return {"last": statuses[-1], "again": [program.propose(key) for key in keys[: len(statuses)][-2:]]}


def disk_fills_below(program: Program, disk: Path) -> dict[str, Any]:
    """Work on a disk on which another program takes all the room there is, then with room again."""
    filler = disk / "filler"
    with filler.open("wb") as opened:
        while shutil.disk_usage(disk).free > _ROOM:
            opened.write(bytes(64 * 1024))
            opened.flush()
    keys, statuses = [f"filling {number}" for number in range(MOST)], list[int]()
    for key in keys:
        statuses.append(program.propose(key))
        if statuses[-1] not in {200, 201}:
            break
    told = program.last.headers.get("Retry-After")
    filler.unlink()
    return {
        "last": statuses[-1],
        "retry": told,
        "again": _until_answered(program, keys[: len(statuses)][-2:]),
    }


def _until_answered(program: Program, keys: list[str]) -> list[int]:
    """A database that ended for want of room is back within seconds."""
    found = list[int]()
    for key in keys:
        deadline = time.monotonic() + 60
        while (status := program.propose(key)) == 503 and time.monotonic() < deadline:
            time.sleep(0.2)
        found.append(status)
    return found


def attachment_without_room() -> dict[str, Any]:
    """A file that the disk does not take leaves neither a row nor a piece of itself."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from paizhu import places
    from paizhu.door.attachments.models import Attachment
    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.tests.world import assigned, present, seat

    matter, rows = assigned(), Attachment.objects.count()
    file = {"file": SimpleUploadedFile("a.txt", b"x" * 400_000)}
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        perform(
            present(), seat("clerk"), "task.attach", matter.reference, {}, files=file, channel=Channel.PAGE
        )
    except OSError as error:
        found = type(error).__name__
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    left = [path.name for path in places.attachments().rglob("*.part")]
    return {"error": found, "rows": Attachment.objects.count() - rows, "left": left}


def pragma(what: str) -> Any:
    """Ask or tell SQLite."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        row = cursor.fetchone()
        return row[0] if row else None


@contextmanager
def set_to(name: str, value: int) -> Iterator[None]:
    """Let a setting of SQLite hold for a while."""
    before = pragma(name)
    pragma(f"{name}={value}")
    try:
        yield
    finally:
        pragma(f"{name}={before}")


def main() -> dict[str, Any]:
    """Go through all faults."""
    from django.db import connection
    from django.utils import timezone

    from paizhu.accounts.tests.signed_in import make_account
    from paizhu.door.doing import Channel
    from paizhu.door.models import Performed
    from paizhu.door.tests.world import seat
    from paizhu.journal import checking
    from paizhu.journal.models import Entry, Log
    from paizhu.operations.tests.working import seed
    from paizhu.tokens.making import make
    from paizhu.tokens.models import Scope

    seed()
    make_account("superior_deputy", person="X-superior_deputy")
    today, at = timezone.localdate(), timezone.now()
    who = seat("superior_deputy", today)
    last = today + timedelta(days=1)
    program = Program(make(who, "faults", Scope.ACT, last, on=today, at=at, channel=Channel.COMMAND).secret)
    done = {
        "well": program.propose("well"),
        "read only": around(program, "read only", read_only),
        "locked": around(program, "locked", locked),
        "clock": clock_back(program),
    }
    started = time.monotonic()
    with locked(0.6):
        done["waited"] = {"status": program.propose("waited"), "seconds": time.monotonic() - started}
    done["held"] = held_for(
        program, float(os.environ.get("FAULT_LOCK_S", "3")), float(os.environ.get("FAULT_WAIT_S", "1"))
    )
    if connection.vendor == "postgresql":
        done["read only, told"] = told_read_only(program)
    if disk := os.environ.get("FAULT_DISK"):
        done["full"] = disk_fills_below(program, Path(disk))
    elif connection.vendor == "sqlite":
        done["full"] = disk_fills(program)
        done["attachment"] = attachment_without_room()
    proposed = Performed.objects.filter(act="task.propose", matter__reference__in=program.acknowledged)
    since = Performed.objects.filter(act="task.propose", key__isnull=False)
    by_program = [
        json.loads(body) for body in Entry.objects.filter(log__organ="W2").values_list("body", flat=True)
    ]
    done["acknowledged"] = len(program.acknowledged)
    done["kept"] = [proposed.count(), since.count()]
    done["entries"] = sum(one["channel"] == "api" and one["outcome"] == "done" for one in by_program)
    done["findings"] = [str(one) for log in Log.objects.all() for one in checking.verify(log).findings]
    return done


if __name__ == "__main__":
    with in_home():
        print(json.dumps(main()))
