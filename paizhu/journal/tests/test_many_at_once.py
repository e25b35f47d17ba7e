"""Two at once, for real: threads with connections of their own, in a process of its own, on both databases."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from paizhu.tests import commands
from paizhu.tests.migrated import migrated
from paizhu.tests.postgresql import TEMPLATE, running

pytestmark = pytest.mark.long

WRITERS, TURNS = 8, 25
KEPT = TURNS - TURNS // 5


@contextmanager
def database(vendor: str, home: Path) -> Iterator[dict[str, str]]:
    if vendor == "sqlite":
        yield {"PAIZHU_HOME": str(migrated(home)), "DATABASE_URL": ""}
    else:
        with running(TEMPLATE) as address:
            yield {"PAIZHU_HOME": str(home), "DATABASE_URL": address}


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_numbers_have_no_gap_and_no_double(vendor: str, tmp_path: Path) -> None:
    with database(vendor, tmp_path) as env:
        told = race(env)
    assert [len(numbers) for numbers in told] == [KEPT] * WRITERS
    assert sorted(number for numbers in told for number in numbers) == list(range(1, WRITERS * KEPT + 1))
    assert all(numbers == sorted(numbers) for numbers in told)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_several_processes_verify_one_log(vendor: str, tmp_path: Path) -> None:
    with database(vendor, tmp_path) as env:
        sound, killed, changed, not_committed = run(env, "paizhu.journal.tests.sharing")
    # Two for each stage.
    assert sound == {"checked": 100, "findings": [], "forks": 4}
    assert killed == {"sound": 100 // 8, "forks": 2}
    assert changed == {"checked": 100, "findings": [["changed", 70]], "forks": 4}
    assert not_committed == {"checked": 101, "findings": [["changed", 70]], "forks": 0}


def race(env: dict[str, str]) -> list[list[int]]:
    told: list[list[int]] = run(env, "paizhu.journal.tests.racing", str(WRITERS), str(TURNS))
    return told


def run(env: dict[str, str], module: str, *words: str) -> Any:
    ended = commands.run(module, *words, env={**os.environ, **env}, within_s=300)
    assert ended.returncode == 0, ended.stderr[-2_000:]
    return json.loads(ended.stdout)
