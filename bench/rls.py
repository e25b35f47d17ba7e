"""Pages with row-level security in force beside the same pages without: one database, two servers, in turns.

    .venv/bin/python bench/rls.py [--matters 100000] [--rounds N] [--requests N]

Starts a PostgreSQL of its own, fills it (bench/matters.py) and guards it. One server connects as the role of the
product, with tickets; the other one as a role that is above the policies, without.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.door import PAGES, SEATS, Measured, _measure, ask, serving  # noqa: E402
from paizhu.tests.postgresql import server  # noqa: E402

WANTED = 0.8
ROLE = "paizhu_app"


def main() -> None:
    """Measure and print the table; end with 1 when a page is below what is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=100, help="of each page in a round")
    given = parser.parse_args()
    with (
        server() as made,
        tempfile.TemporaryDirectory(prefix="paizhu-rls-") as folder,
        ExitStack() as servers,
    ):
        plain, guarded = Path(folder) / "plain", Path(folder) / "guarded"
        matter = _filled(plain, guarded, made.address, given.matters)
        pages = PAGES | {"a matter": f"/matters/{matter}/", "inbox": "/inbox/"}
        sides = {
            "without": servers.enter_context(serving(plain, "paizhu.wsgi", "paizhu.settings", made.address)),
            "with": servers.enter_context(
                serving(
                    guarded, "paizhu.wsgi", "paizhu.settings", made.address.replace("paizhu@", f"{ROLE}@")
                )
            ),
        }
        asked = [(page, seat) for seat in SEATS for page in pages if seat == "office" or page != "a matter"]
        found = {(*one, side): Measured() for one in asked for side in sides}
        for page, seat in asked:
            for one in sides.values():
                ask(one, seat, pages[page], 20)
        for turn in range(given.rounds):
            for page, seat in asked:
                for side in sorted(sides, reverse=bool(turn % 2)):
                    _measure(found[page, seat, side], sides[side], seat, pages[page], given.requests)
    sys.exit(1 if _report(found, asked) else 0)


def _filled(plain: Path, guarded: Path, address: str, count: int) -> str:
    """Fill the database and guard it; return the reference of a matter of the office's that is open."""
    around = os.environ | {"PAIZHU_HOME": str(plain), "DATABASE_URL": address, "PYTHONPATH": str(ROOT)}
    plain.mkdir()
    _run(around, "bench/matters.py", "--matters", str(count))
    shutil.copytree(plain, guarded)
    import psycopg  # noqa: PLC0415  only here

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        sql = "SELECT organ_id FROM registry_post p JOIN registry_seat s ON s.post_id = p.code_id WHERE s.person_id = 'X0001'"
        row = connection.execute(
            f"SELECT m.reference FROM door_matter m JOIN door_participation p ON p.matter_id = m.id "  # noqa: S608
            f"WHERE p.organ_id IN ({sql}) AND m.state = 'answered' AND NOT m.circle ORDER BY m.id DESC LIMIT 1"
        ).fetchone()
        assert row is not None
    _run(around | {"PAIZHU_HOME": str(guarded)}, "-m", "paizhu", "database", "guard", ROLE)
    return str(row[0])


def _run(around: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], env=around, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _report(found: dict[tuple[str, str, str], Measured], asked: list[tuple[str, str]]) -> bool:
    """Print the table; return whether a page is below what is wanted. Medians of the rounds; processor of the servers alone."""
    print(f"load {os.getloadavg()[0]:.1f}")
    print("| page | without | with | ratio | ratio of CPU |\n|---|--:|--:|--:|--:|")
    below = False
    for page, seat in asked:
        with_, without = found[page, seat, "with"], found[page, seat, "without"]
        ratio = statistics.median(a / b for a, b in zip(with_.rates, without.rates, strict=True))
        processor = statistics.mean(without.processor) / statistics.mean(with_.processor)
        rates = f"{statistics.median(without.rates):.0f}/s | {statistics.median(with_.rates):.0f}/s"
        print(f"| {page}, {seat} | {rates} | {ratio:.2f} | {processor:.2f} |")
        below |= ratio < WANTED
    return below


if __name__ == "__main__":
    main()
