"""How fast the journal is: appending beside plain saves, and an export of a million entries verified.

    nice .venv/bin/python bench/journal.py [--entries 1000000] [--only append|verify]

It makes a home of its own, with SQLite at synchronous=FULL; with DATABASE_URL set, appending is measured there.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
HOME = tempfile.TemporaryDirectory(prefix="paizhu-bench-")
os.environ["PAIZHU_HOME"] = HOME.name

import django
from django.core.management import call_command
from django.db import connection, transaction

django.setup()

from paizhu.journal import keys, paizhu_verify
from paizhu.journal.body import Outcome, Said, body
from paizhu.journal.canonical import canonical
from paizhu.journal.entries import append
from paizhu.journal.models import Content, Entry, Log
from paizhu.journal.notes import KeyType, checkpoint_text

AT = datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC)
ACT: dict[str, Any] = {
    "at": AT,
    "act": "liaison.consultation.hold",
    "seat": "S1",
    "organ": "Z1",
    "channel": "page",
    "outcome": "done",
    "matter": "m-7q2k",
    "on": date(2026, 3, 2),
    "facts": {"norms": ["n-1", "n-2"], "state": {"from": "open", "to": "held"}},
    "content": {"minutes": {"agenda": ["党风廉政"], "present": 5}},
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["append", "verify"])
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=FULL")
    if given.only in {None, "append"}:
        appending()
    if given.only in {None, "verify"}:
        verifying(given.entries)


def appending() -> None:
    """Rates in turns, so that both meet the same machine."""
    plain, ours = [], []
    log = Log.objects.create(organ="plain")
    for _ in range(8):
        plain.append(rate(lambda: save_plainly(log)))
        ours.append(rate(lambda: append("Z1", **ACT)))
    shares = [b / a for a, b in zip(plain, ours, strict=True)]
    print(
        f"{connection.vendor}: plain saves {median(plain):.0f}/s, append {median(ours):.0f}/s, share {median(shares):.2f}"
    )


def rate(act: Any, times: int = 300) -> float:
    """Return how often an act is done in a second of processor time, in a transaction each."""
    started = time.process_time()
    for _ in range(times):
        with transaction.atomic():
            act()
    return times / (time.process_time() - started)


def save_plainly(log: Log) -> None:
    """The same rows by Django's save: the log's, the entry's, the content's."""
    log.length, log.latest_at = log.length + 1, log.latest_at + 1
    log.save()
    entry = Entry(log=log, number=log.length, at=AT, body="x" * 500, hashes=b"1" * 64)
    entry.save()
    Content(entry=entry, name="minutes", salt=b"1" * 32, value="x" * 60).save()


def entry(number: int) -> bytes:
    """Return an entry as an act would write it."""
    said = Said(
        **{k: v for k, v in ACT.items() if k not in {"at", "content", "outcome"}}, outcome=Outcome.DONE
    )
    return body(said, log="Z1", number=number, at=AT, clock=AT, content={"minutes": "0" * 64}).encode()


def verifying(count: int) -> None:
    """An export of so many entries, verified by the verifier alone."""
    file, key = Path(HOME.name) / "log.jsonl", Path(HOME.name) / "log.pub"
    whole, leaves = paizhu_verify.Tree(), []
    entries = Path(HOME.name) / "entries"
    with entries.open("wb") as opened:
        for number in range(1, count + 1):
            text = entry(number)
            leaves.append(paizhu_verify.leaf_hash(text))
            whole.add(0, leaves[-1])
            opened.write(text + b"\n")
            if len(leaves) == paizhu_verify.BLOCK or number == count:
                opened.write(paizhu_verify.hashes_line(number - len(leaves) + 1, leaves))
                leaves = []
    text = checkpoint_text(keys.origin("Z1"), whole.size, whole.root())
    note = f"{text}\n{keys.signing_key(KeyType.LOG).sign(text)}"
    header = {
        "paizhu": "journal export 1",
        "log": "Z1",
        "first": 1,
        "last": count,
        "left": [],
        "right": [],
        "checkpoint": note,
    }
    with file.open("wb") as opened, entries.open("rb") as lines:
        opened.write(canonical(header).encode() + b"\n")
        opened.writelines(lines)
    key.write_text(keys.public_keys(KeyType.LOG))
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, paizhu_verify.__file__, file, "--key", key], check=True, capture_output=True
        )
        clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock))
    print(
        f"verify {count} entries ({file.stat().st_size >> 20} MiB): {min(took)[0]:.2f} s of processor, {min(took)[1]:.2f} s"
    )


if __name__ == "__main__":
    main()
