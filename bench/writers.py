# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Do the logs of different organs wait for each other? One writer, eight on logs of their own, eight on one log; PostgreSQL.

    .venv/bin/python bench/writers.py [--seconds N] [--rounds N] [--writers N] [--disk-ms N]

Starts a PostgreSQL of its own that waits for the disk (fsync and synchronous_commit on), and writers that are processes
of their own, each appending acts in transactions of their own. Shown are appends a second, how much of the machine's
processors was at work meanwhile, by whomever, and how long a commit takes here that has hardly anything to write.

--disk-ms: as on a disk that takes so much longer to keep what is written, up to 100 (PostgreSQL's commit_delay, for every
flush of its log, also of a lone writer). With a fast disk and few processors, writers wait for a processor and not for
each other; so it is to be seen whether they wait for each other where a commit takes its time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Measure and print; or be one of the writers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--disk-ms", type=int, default=0, choices=range(101), metavar="0..100")
    parser.add_argument("--log", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.log:
        write(given.log, given.seconds)
        return
    measure(given.seconds, given.rounds, given.writers, given.disk_ms)


def measure(seconds: float, rounds: int, writers: int, disk_ms: int) -> None:
    """Do the rounds in turns."""
    import psycopg

    from paizhu.tests.postgresql import TEMPLATE, server

    with (
        server(synced=True, template=TEMPLATE) as made,
        tempfile.TemporaryDirectory(prefix="paizhu-bench-") as home,
    ):
        with psycopg.connect(made.address, autocommit=True) as owner:
            slow_down(owner, disk_ms)
        takes = commit_ms(made.address)
        os.environ |= {"PAIZHU_HOME": home, "DATABASE_URL": made.address}
        ways = {
            "one writer": ["Z1"],
            f"{writers} on logs of their own": [f"Z{n}" for n in range(writers)],
            f"{writers} on one log": ["Z1"] * writers,
        }
        found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, logs in ways.items():
                found[way].append(at_once(logs, seconds))
    alone = [rate for rate, _busy in found["one writer"]]
    print(f"a commit takes {takes:.2f} ms; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for way, one in found.items():
        ratio = median(rate / other for (rate, _), other in zip(one, alone, strict=True))
        busy = median(busy for _rate, busy in one)
        print(
            f"{way:28s} {median(rate for rate, _ in one):6.0f}/s   {ratio:.2f} x one   processors at work {busy:.0%}"
        )


def at_once(logs: list[str], seconds: float) -> tuple[float, float]:
    """Return appends a second of writers at once, and which part of the processors was at work."""
    words = [sys.executable, __file__, "--seconds", str(seconds), "--log"]
    writers = [
        subprocess.Popen([*words, log], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for log in logs
    ]
    for one in writers:
        assert one.stdout is not None
        one.stdout.readline()  # ready
    before = _processors()
    for one in writers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    time.sleep(seconds)
    after = _processors()
    counts = [int(one.communicate()[0]) for one in writers]
    worked, idle = after[0] - before[0], after[1] - before[1]
    return sum(counts) / seconds, worked / (worked + idle)


def write(log: str, seconds: float) -> None:
    """Append to a log for so long, once told to go; print how often."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    import django

    django.setup()
    from django.db import transaction

    from bench.recorded import ACT
    from paizhu.journal.entries import append

    with transaction.atomic():
        append(log, **ACT)
    print("ready", flush=True)
    sys.stdin.readline()
    count, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        with transaction.atomic():
            append(log, **ACT)
        count += 1
    print(count)


def slow_down(owner: Any, disk_ms: int) -> None:
    """Make each flush of the log take so much longer, as commit_delay does: it waits, and takes along who came meanwhile."""
    for name, value in (("commit_delay", 1000 * disk_ms), ("commit_siblings", 0)):
        owner.execute(f"ALTER SYSTEM SET {name} = {value}")
    owner.execute("SELECT pg_reload_conf()")


def commit_ms(address: str) -> float:
    """Return how long a commit of next to nothing takes, in milliseconds: the median of twenty."""
    import psycopg

    took = []
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE TABLE commits (number integer)")
        for number in range(20):
            start = time.perf_counter()
            owner.execute("INSERT INTO commits VALUES (%s)", [number])
            took.append(time.perf_counter() - start)
    return 1000 * median(took)


def _processors() -> tuple[int, int]:
    """Ticks that the processors were at work, and idle (or waiting for a disk)."""
    ticks = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    idle = ticks[3] + ticks[4]
    return sum(ticks[:8]) - idle, idle


if __name__ == "__main__":
    main()
