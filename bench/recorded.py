# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""The record of an act by the journal, by plain saves, by django-simple-history and by django-auditlog, in turns.

    pip install --no-deps --target DIR django-simple-history==3.13.0 django-auditlog==3.4.1 python-dateutil six
    PYTHONPATH=DIR .venv/bin/python bench/recorded.py [--rounds N] [--times N]

A home of its own, with SQLite as the product sets it (WAL, synchronous=FULL). Two questions:

*the same rows*: the three rows that an append writes (the log's, an entry, its content), saved by Django plainly, saved with
a library that records each change, and appended by the journal with leaf, subtrees and head.

*an act*: a row that is new and one that changes, which is what most acts come to, saved by Django; with a library that records
both changes; and plainly with one entry in the journal.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
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
WAYS = {"plain": "Plain", "simple-history": "History", "auditlog": "Audited"}
Rates = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=200, help="of each in a round")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="paizhu-bench-") as home:
        os.environ |= {"PAIZHU_HOME": home, "DJANGO_SETTINGS_MODULE": "bench.peers_settings"}
        import django

        django.setup()
        _make_tables()
        for name, ways in (("the same rows", _rows()), ("an act", _acts())):
            report(name, measured(ways, given.rounds, given.times))


def _make_tables() -> None:
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("peers").get_models():
            editor.create_model(model)


def _rows() -> dict[str, Callable[[], object]]:
    """The three rows of an append, each way."""
    from paizhu.journal.entries import append

    return {
        **{way: _saving(prefix) for way, prefix in WAYS.items()},
        "journal": lambda: append("Z1", **ACT),
    }


def _saving(prefix: str) -> Callable[[], object]:
    from bench.peers import models

    log = getattr(models, f"{prefix}Log").objects.create(organ=prefix)

    def save() -> None:
        log.length, log.latest_at = log.length + 1, log.latest_at + 1
        log.save()
        entry = getattr(models, f"{prefix}Entry")(
            log=log.pk, number=log.length, at=AT, body="x" * 500, hashes="1" * 64
        )
        entry.save()
        getattr(models, f"{prefix}Content")(
            entry=entry.pk, name="minutes", salt="1" * 64, value="x" * 60
        ).save()

    return save


def _acts() -> dict[str, Callable[[], object]]:
    """A row that is new and one that changes, each way."""
    from paizhu.journal.entries import append

    plain = _acting("Plain")

    def entered() -> None:
        plain()
        append("Z2", **ACT)

    return {**{way: _acting(prefix) for way, prefix in WAYS.items()}, "journal": entered}


def _acting(prefix: str) -> Callable[[], object]:
    from bench.peers import models

    matter = getattr(models, f"{prefix}Log").objects.create(organ="an act")

    def act() -> None:
        matter.length += 1
        matter.save()
        getattr(models, f"{prefix}Entry")(
            log=0 - matter.pk, number=matter.length, at=AT, body="x" * 500, hashes="1" * 64
        ).save()

    return act


def measured(ways: dict[str, Callable[[], object]], rounds: int, times: int) -> tuple[Rates, Rates]:
    """Return rates by way: on the clock, and of processor time; each act in a transaction of its own."""
    from django.db import transaction

    clock: Rates = {way: [] for way in ways}
    processor: Rates = {way: [] for way in ways}
    for _ in range(rounds):
        for way, act in ways.items():
            before = time.perf_counter(), time.process_time()
            for _ in range(times):
                with transaction.atomic():
                    act()
            clock[way].append(times / (time.perf_counter() - before[0]))
            processor[way].append(times / (time.process_time() - before[1]))
    return clock, processor


def report(name: str, rates: tuple[Rates, Rates]) -> None:
    """Print the medians, and how the journal's rate stands to each."""
    clock, processor = rates
    print(f"{name}: acts a second on the clock; of processor time; the journal's rate as a multiple of each")
    for way in clock:
        by = [
            median(a / b for a, b in zip(one["journal"], one[way], strict=True)) for one in (clock, processor)
        ]
        print(
            f"  {way:15s} {median(clock[way]):6.0f} {median(processor[way]):6.0f}   {by[0]:.2f} {by[1]:.2f}"
        )


if __name__ == "__main__":
    main()
