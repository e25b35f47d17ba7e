"""The same tests on the other database: a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paizhu.registry.tests.postgresql import running

HERE = Path(__file__).parent
EDIT_PAGES = HERE.parents[1] / "web/tests/test_registry_edit.py"
ACCOUNTS = HERE.parents[1] / "accounts/tests"
JOURNAL = ("entries", "commitments", "kept", "tree", "checking", "heads")
SIGNING = HERE.parents[1] / "web/tests/test_signing.py"
SUITES = (
    *(HERE / f"test_{name}.py" for name in ("rules", "two_times", "round_trip", "around", "here")),
    EDIT_PAGES,
    *(HERE.parents[1] / f"journal/tests/test_{name}.py" for name in JOURNAL),
    ACCOUNTS,
    *(HERE.parents[1] / f"journal/tests/test_{name}.py" for name in JOURNAL),
    *(HERE.parents[1] / f"door/{part}/tests" for part in ("attachments", "notices", "mail", "overdue")),
    SIGNING,
)

pytestmark = pytest.mark.xdist_group("postgresql")


def test_the_suites_hold_on_postgresql() -> None:
    with running() as address:
        _hold(address)


def _hold(address: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        + [str(suite) for suite in SUITES],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")} | {"DATABASE_URL": address},
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]
