# ruff: noqa: PLC0415  Django must be ready before what needs it is imported; the statements name our own tables
"""Pages with row-level security in force beside the same pages without: one process, one database, one connection, in turns.

    .venv/bin/python bench/rls.py [--matters 20000] [--rounds N] [--requests N]

Starts a PostgreSQL of its own, fills it (bench/matters.py) and guards it. *With*: as the role of the product, with
tickets. *Without*: as a role that is above the policies, and no tickets. Counted is the processor time of this process
and of its server process of PostgreSQL, for on a shared machine the clock tells of others; the clock is shown as well.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.matters import fill  # noqa: E402
from bench.sessions import PERSONS  # noqa: E402
from paizhu.tests.postgresql import server  # noqa: E402

WANTED = 0.8
WARMING = 6  # requests; after five the server has its plans
ROLE = "paizhu_app"
PAGES = {
    "today": "/today/",
    "list": "/matters/",
    "filtered by state": "/matters/?state=accepted&open=open",
    "filtered by title": "/matters/?title=%E5%B7%A5%E7%A8%8B",
    "inbox": "/inbox/",
}
# Of the connection.
_OF_A_SIDE = ("connection", "_reader", "_plans", "_key", "_presented")
Took = dict[tuple[str, str], list[tuple[float, float]]]


def main() -> None:
    """Measure and print the table; end with 1 when a page is below what is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--matters", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=24)
    parser.add_argument("--requests", type=int, default=6, help="of each page in a round")
    given = parser.parse_args()
    with server() as made, tempfile.TemporaryDirectory(prefix="paizhu-rls-") as home:
        os.environ |= {"PAIZHU_HOME": home, "DATABASE_URL": made.address}
        fill(given.matters)
        sides = _Sides()
        sides.as_a_day_later()
        below = _report(_measured(sides, _asked(sides), given.rounds, given.requests), given.matters)
    sys.exit(1 if below else 0)


class _Sides:
    """A connection as the role of the product, and one above it; each keeps its role, and what the server planned for it."""

    def __init__(self) -> None:
        from django.db import DEFAULT_DB_ALIAS, connections

        from paizhu.door.guarding import installing
        from paizhu.guard import keys

        self.connection: Any = connections[DEFAULT_DB_ALIAS]
        self._run(f"CREATE ROLE {ROLE} LOGIN")
        installing.guard(ROLE)
        self._kept: dict[str, dict[str, Any]] = {}
        keys.is_there = lambda: self.side == "with"
        for side in ("with", "without"):
            self.connection.connection = None
            self.connection.connect()
            if side == "with":
                self._run(f"SET ROLE {ROLE}")
            else:
                self.connection._key = None  # noqa: SLF001
            self._kept[side] = {}
            self._keep(side)

    def take(self, side: str) -> None:
        """Be on a side: with, or without."""
        self._keep(self.side)
        self.connection.__dict__.update(self._kept[side])
        self.side = side

    def as_a_day_later(self) -> None:
        """Let the server know what was filled in, as it does by itself soon."""
        self.take("without")
        self._run("VACUUM ANALYZE")

    def as_after_another(self) -> None:
        """Let the ticket be presented again, as where somebody else was served before."""
        self.connection._presented = object()  # noqa: SLF001

    def _keep(self, side: str) -> None:
        self.side = side
        self._kept[side] = {name: self.connection.__dict__[name] for name in _OF_A_SIDE}

    def spent(self) -> float:
        """Seconds of the processor that this process and its server process have had."""
        # Nanoseconds; /proc/…/stat tells hundredths of a second only, and a page has less.
        told = Path(f"/proc/{self.connection.connection.info.backend_pid}/schedstat").read_text("ascii")
        return time.process_time() + int(told.split()[0]) / 1e9

    def _run(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


def _asked(sides: _Sides) -> dict[str, tuple[Any, str]]:
    """What is asked, by name: a client that has signed in, and an address."""
    from django.conf import settings
    from django.test import Client

    from paizhu.accounts.tests.signed_in import make_account, sign_in

    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "x" * 50, ["testserver"]
    asked = {}
    for seat, person in PERSONS.items():
        client = sign_in(Client(), make_account(seat, person=person))
        asked |= {f"{page}, {seat}": (client, address) for page, address in PAGES.items()}
    with sides.connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.reference FROM door_matter m JOIN registry_post p ON p.organ_id = m.owner_id "
            "JOIN registry_seat s ON s.post_id = p.code_id WHERE s.person_id = %s AND m.state = 'answered' "
            "AND NOT m.circle ORDER BY m.id DESC LIMIT 1",
            [PERSONS["office"]],
        )
        (reference,) = cursor.fetchone()
    asked["a matter, office"] = (asked["list, office"][0], f"/matters/{reference}/")
    return asked


def _measured(sides: _Sides, asked: dict[str, tuple[Any, str]], rounds: int, requests: int) -> Took:
    """Processor and clock of each request of each page on each side, in seconds; the first round warms up."""
    took: Took = defaultdict(list)
    for turn in range(rounds + 1):
        for name, (client, address) in asked.items():
            for side in sorted(("with", "without"), reverse=bool(turn % 2)):
                sides.take(side)
                for _ in range(requests if turn else WARMING):
                    sides.as_after_another()
                    spent, start = sides.spent(), time.perf_counter()
                    reply = client.get(address)
                    found = sides.spent() - spent, time.perf_counter() - start
                    assert reply.status_code == 200, (name, side, reply.status_code)  # noqa: PLR2004
                    if turn:
                        took[name, side].append(found)
    return took


def _report(took: Took, matters: int) -> bool:
    """Print the table; return whether a page is below what is wanted. The ratio is without / with."""
    print(f"{matters:,} matters, load {os.getloadavg()[0]:.1f}; lower quartiles of single requests")
    print(
        "| page | without, ms of CPU | with, ms of CPU | ratio | ratio by the clock |\n|---|--:|--:|--:|--:|"
    )
    below = False
    for name in dict.fromkeys(name for name, _side in took):
        (without, clock_without), (with_, clock_with) = (
            [1000 * statistics.quantiles(one)[0] for one in zip(*took[name, side], strict=True)]
            for side in ("without", "with")
        )
        ratio = without / with_
        print(f"| {name} | {without:.1f} | {with_:.1f} | {ratio:.2f} | {clock_without / clock_with:.2f} |")
        below |= ratio < WANTED
    return below


if __name__ == "__main__":
    main()
