"""The same tests on the other database: a real PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from paizhu.tests.postgresql import TEMPLATE, running

PACKAGE = Path(__file__).parents[2]
# What speaks to the database in words of its own, and what the database itself holds. The whole, with ./test --soak.
# Tasks hold on a guarded one: paizhu/door/guarding/tests/test_on_guarded.py.
SUITES = (
    "guard/tests/test_plans.py",
    "guard/tests/test_rows.py",
    "registry/tests/test_rules.py",
    "registry/tests/test_two_times.py",
    "registry/tests/test_round_trip.py",
    "accounts/tests/test_sittings.py",
    *(f"journal/tests/test_{n}.py" for n in ("entries", "kept", "checking", "heads", "remembered", "tiles")),
    *(f"door/tests/test_{n}.py" for n in ("queries", "handover", "owing", "record", "logs", "resending")),
    *(
        f"door/{part}/tests"
        for part in ("kin", "notices", "mail", "overdue", "retention", "personal", "sealing")
    ),
    "tests/test_every_kind_is_destroyed.py",
    "tasks/tests/test_performances.py",
    "web/tests/test_matters.py",
)
# What knows no database, or brings both along itself whatever the others run on; and what is tried in a browser.
APART = (
    "norms",
    "registry/tests/test_on_postgresql.py",
    "door/guarding/tests",
    "door/work/tests/test_killed.py",
    "journal/tests/test_many_at_once.py",
    *(
        f"operations/tests/test_{n}.py"
        for n in ("backup", "destroyed", "faults", "guarded", "killed", "upgrade")
    ),
)

pytestmark = pytest.mark.long


def test_the_suites_hold_on_postgresql() -> None:
    with running() as address:
        _hold(address, SUITES, "-p", "no:schemathesis")  # its plugin takes seconds to load


@pytest.mark.soak
def test_the_whole_suite_holds_on_postgresql() -> None:
    with running() as address:
        _hold(address, ["."], "-m", "not browser", *(f"--ignore={PACKAGE / one}" for one in APART))


def _hold(address: str, suites: Sequence[str], *further: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *further]
        + [str(PACKAGE / suite) for suite in suites],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
        | {"DATABASE_URL": address, "PAIZHU_TESTS_TEMPLATE": TEMPLATE},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        timeout=4 * 3600,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]
