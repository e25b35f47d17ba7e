"""The same tests on the other database: a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paizhu.registry.tests.postgresql import running

PACKAGE = Path(__file__).parents[2]
SUITES = (
    "registry/tests/test_rules.py",
    "registry/tests/test_two_times.py",
    "registry/tests/test_round_trip.py",
    "registry/tests/test_around.py",
    "registry/tests/test_here.py",
    "accounts/tests",
    *(f"journal/tests/test_{n}.py" for n in ("entries", "commitments", "kept", "tree", "checking", "heads")),
    "door/tests",
    *(f"door/{part}/tests" for part in ("attachments", "kin", "notices", "mail", "overdue")),
    "tasks/tests",
    *(f"liaison/{kind}/tests" for kind in ("letters", "support")),
    "web/tests/test_registry_edit.py",
    "web/tests/test_signing.py",
    "web/tests/test_matters.py",
    "tokens/tests",
    *(f"api/tests/test_{n}.py" for n in ("matters", "record", "fuzzed")),
    "operations/tests/test_doctor.py",
)

pytestmark = pytest.mark.xdist_group("postgresql")


def test_the_suites_hold_on_postgresql() -> None:
    with running() as address:
        _hold(address)


def _hold(address: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        + [str(PACKAGE / suite) for suite in SUITES],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")} | {"DATABASE_URL": address},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]
