"""The same tests on the other database: a real PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from paizhu.tests.postgresql import TEMPLATE, running

PACKAGE = Path(__file__).parents[2]
# What speaks to the database in words of its own, and what the database itself holds.
SUITES = (
    "registry/tests/test_rules.py",
    "registry/tests/test_two_times.py",
    "registry/tests/test_round_trip.py",
    "accounts/tests/test_sittings.py",
    *(f"journal/tests/test_{n}.py" for n in ("entries", "commitments", "kept", "tree", "checking", "heads")),
    *(f"door/tests/test_{n}.py" for n in ("queries", "handover", "owing", "record", "logs")),
    *(
        f"door/{part}/tests"
        for part in ("kin", "notices", "mail", "overdue", "retention", "personal", "sealing")
    ),
    "tests/test_every_kind_is_destroyed.py",
    "tasks/tests/test_tasks.py",
    "tasks/tests/test_machine.py",
    "tasks/tests/test_performances.py",
    "web/tests/test_matters.py",
)
# The rest of it, with ./test --soak.
FURTHER = (
    "registry/tests/test_around.py",
    "registry/tests/test_here.py",
    "accounts/tests",
    "door/tests",
    "door/attachments/tests",
    "tasks/tests",
    *(f"liaison/{kind}/tests" for kind in ("letters", "support", "visits", "notifications", "lead_reviews")),
    *(f"liaison/{kind}/tests" for kind in ("joint_supervision", "joint_activities", "business_invitations")),
    "liaison/tests",
    "rectification/tests",
    "levels/tests",
    "door/coming/tests",
    "reports/tests/test_letters.py",
    "reports/tests/test_further.py",
    "liaison/consultations/tests/test_consultations.py",
    "liaison/exchanges/tests",
    "web/matters/tests/test_month.py",
    "web/tests/test_registry_edit.py",
    "web/tests/test_signing.py",
    "tokens/tests",
    *(f"api/tests/test_{n}.py" for n in ("matters", "record", "proving", "fuzzed")),
    "operations/tests/test_doctor.py",
)

pytestmark = pytest.mark.long


def test_the_suites_hold_on_postgresql() -> None:
    with running() as address:
        _hold(address, SUITES)


@pytest.mark.soak
def test_further_suites_hold_on_postgresql() -> None:
    with running() as address:
        _hold(address, FURTHER)


def _hold(address: str, suites: Sequence[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        + [str(PACKAGE / suite) for suite in suites],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
        | {"DATABASE_URL": address, "PAIZHU_TESTS_TEMPLATE": TEMPLATE},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        timeout=3000,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]
