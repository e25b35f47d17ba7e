"""The same tests on a guarded PostgreSQL, as the role of the product: all works, and no more is seen."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from paizhu.tests.postgresql import TEMPLATE, running

PACKAGE = Path(__file__).parents[3]
SUITES = (
    "door/guarding/tests/test_equal.py",
    "door/sealing/tests/test_sealed.py",
    "door/tests/test_outline.py",
    "tasks/tests/test_tasks.py",
)
# The rest of it, with ./test --soak.
FURTHER = (
    "door/tests",
    *(
        f"door/{part}/tests"
        for part in ("attachments", "kin", "notices", "mail", "overdue", "work", "sealing")
    ),
    "tasks/tests",
    "web/tests/test_matters.py",
    *(f"liaison/{kind}/tests" for kind in ("letters", "support", "consultations", "attendance", "exchanges")),
    *(f"liaison/{kind}/tests" for kind in ("visits", "notifications", "lead_reviews", "joint_supervision")),
    *(f"liaison/{kind}/tests" for kind in ("joint_activities", "business_invitations")),
    "levels/tests",
    "door/retention/tests",
    "tests/test_every_kind_is_destroyed.py",
    "rectification/tests",
    "reports/tests/test_letters.py",
    "journal/tests/test_checking.py",
    "api/tests/test_matters.py",
    "api/tests/test_record.py",
    "api/tests/test_proving.py",
)

pytestmark = pytest.mark.long


def test_the_suites_hold_as_the_role_of_the_product() -> None:
    _hold(SUITES)


@pytest.mark.soak
def test_further_suites_hold_as_the_role_of_the_product() -> None:
    _hold(FURTHER)


def _hold(suites: Sequence[str]) -> None:
    with running() as address:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
            + ["-p", "no:schemathesis", "-m", "not browser"]  # its plugin takes seconds to load
            + [str(PACKAGE / suite) for suite in suites],
            env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
            | {"DATABASE_URL": address, "PAIZHU_TESTS_TEMPLATE": TEMPLATE, "PAIZHU_GUARDED_TESTS": "1"},
            cwd=PACKAGE.parent,
            capture_output=True,
            text=True,
            timeout=4 * 3600,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]
