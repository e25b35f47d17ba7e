# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""A log of a million entries where it is kept: verifying it, and inclusion proofs from it.

    .venv/bin/python bench/kept.py [--entries 1000000] [--home FOLDER]

Fills a home with SQLite as the product sets it, or the database of DATABASE_URL, which must be empty; every entry has content
that is still kept. With --home what was filled stays there, for the next run. Verifying makes everything anew, in two stages
(`paizhu journal verify`). Proofs are asked for in an order that leaps through the log: the first of a process, then 2,000
while it comes to remember wide tiles, then 2,000 more.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
AT = datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC)
AT_ONCE, PROOFS = 10_000, 2_000


def main() -> None:
    """Fill, then measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with (
        nullcontext(given.home) if given.home else tempfile.TemporaryDirectory(prefix="paizhu-bench-") as home
    ):
        os.environ |= {"PAIZHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"}
        Path(home).mkdir(exist_ok=True, mode=0o700)
        import django

        django.setup()
        from paizhu.journal.models import Log
        from paizhu.registry import database

        database.make_ready()
        if not Log.objects.exists():
            fill(given.entries)
        log = Log.objects.get(organ="Z1")
        verifying(log)
        proving(log)


def fill(count: int) -> None:
    """Bring a log as acts would have written it; statements are shared by many entries."""
    from django.db import connection, transaction

    from paizhu.journal import checkpoints, tiles, tree
    from paizhu.journal.body import Outcome, Said, body
    from paizhu.journal.commitments import commit
    from paizhu.journal.models import Log

    said = Said(
        act="liaison.consultation.hold",
        seat="S1",
        organ="Z1",
        channel="page",
        outcome=Outcome.DONE,
        matter="m-7q2k",
        on=date(2026, 3, 2),
        facts={"norms": ["n-1", "n-2"], "state": {"from": "open", "to": "held"}},
    )
    known: dict[tree.Node, bytes] = {}
    rows: list[tuple[Any, ...]] = []
    content: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor, transaction.atomic(), without_triggers(cursor):
        log = Log.objects.create(organ="Z1")
        for number in range(1, count + 1):
            kept = commit({"agenda": ["党风廉政"], "present": 5})
            text = body(said, log="Z1", number=number, at=AT, clock=AT, content={"minutes": kept.commitment})
            hashes = tree.completed(text.encode(), number, known.__getitem__)
            known |= {tree.Node(level, (number >> level) - 1): one for level, one in enumerate(hashes)}
            rows.append(
                (
                    number,
                    log.pk,
                    number,
                    connection.ops.adapt_datetimefield_value(AT),
                    text,
                    b"".join(hashes),
                )
            )
            content.append((number, "minutes", kept.salt, kept.text))
            if len(rows) == AT_ONCE or number == count:
                cursor.executemany(
                    "INSERT INTO journal_entry (id, log_id, number, at, body, hashes) VALUES (%s, %s, %s, %s, %s, %s)",
                    rows,
                )
                cursor.executemany(
                    "INSERT INTO journal_content (entry_id, name, salt, value) VALUES (%s, %s, %s, %s)",
                    content,
                )
                rows, content = [], []
        for number in range(1 << tiles.HEIGHT, count + 1, 1 << tiles.HEIGHT):
            tiles.write(cursor, log.pk, number)
        cursor.execute("UPDATE journal_log SET length = %s, latest_at = 5", [count])
    checkpoints.checkpoint("Z1", at=AT)


@contextmanager
def without_triggers(cursor: Any) -> Iterator[None]:
    """They are for one entry after the other, which would take an hour. They stay away: this home is for measuring only."""
    if cursor.db.vendor == "sqlite":
        for name in ("entry_next", "entry_not_replaced", "content_not_replaced", "log_no_update"):
            cursor.execute(f"DROP TRIGGER journal_{name}")
    else:
        for table in ("log", "entry", "content"):
            cursor.execute(f"ALTER TABLE journal_{table} DISABLE TRIGGER USER")
    yield


def verifying(log: Any) -> None:
    """Everything anew, in its two stages, three times: the quickest of each, and of both together."""
    from paizhu.journal import checking

    took: dict[str, list[tuple[float, float]]] = {"the log": [], "text and content": [], "both": []}
    for _ in range(3):
        verification = checking.Verification(log)
        begun = _now()
        assert not verification.of_log().findings
        between = _now()
        assert not verification.of_entries().findings
        ended = _now()
        for what, (start, stop) in zip(
            took, ((begun, between), (between, ended), (begun, ended)), strict=True
        ):
            took[what].append((stop[0] - start[0], stop[1] - start[1]))
    print(f"verify {log.length} entries where they are kept, clock; of processors:")
    for what, all_ in took.items():
        clock, processor = min(all_)
        print(f"  {what}: {clock:.2f} s; {processor:.2f} s")


def _now() -> tuple[float, float]:
    """The clock, and what this process and those that it has waited for took of processors."""
    return time.perf_counter(), sum(os.times()[:4])


def proving(log: Any) -> None:
    """Inclusion proofs under the head of all entries."""
    from paizhu.journal import heads, proofs
    from paizhu.journal.models import Entry
    from paizhu.journal.tree import leaf_hash

    took, longest = list[tuple[float, float]](), 0
    for n in range(1 + 2 * PROOFS):
        number = (n * 7_919_381) % log.length + 1
        started, begun = time.perf_counter(), time.thread_time()
        proof = heads.inclusion(log, number, log.length)
        spent, passed = time.thread_time() - begun, time.perf_counter() - started
        took.append((passed * 1e6, spent * 1e6))
        longest = max(longest, len(proof))
    leaf = leaf_hash(Entry.objects.get(log=log, number=number).body.encode())
    assert proofs.includes(leaf, number, log.length, proof, heads.root(log, log.length))
    first, *parts = (
        "; ".join(f"{median(side):.0f}" for side in zip(*part, strict=True))
        for part in (took[:1], took[1 : PROOFS + 1], took[PROOFS + 1 :])
    )
    print(
        f"inclusion at {log.length}, clock; processor, medians: the first {first} µs, the next {PROOFS} {parts[0]} µs, "
        f"then {parts[1]} µs; at most {longest * 32} bytes"
    )


if __name__ == "__main__":
    main()
