"""The same tests on the other database: a real PostgreSQL, and the commands as a user calls them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paizhu.cli.tests.test_commands import paizhu
from paizhu.registry.tests.charts import city
from paizhu.registry.tests.postgresql import running

HERE = Path(__file__).parent
SUITES = ("test_rules.py", "test_two_times.py", "test_round_trip.py")

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as found:
        yield found


def test_the_suites_hold_on_postgresql(address: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        + [str(HERE / name) for name in SUITES],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")} | {"DATABASE_URL": address},
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4_000:] + ended.stderr[-2_000:]


def test_the_commands_work_on_postgresql(address: str, tmp_path: Path) -> None:
    file = tmp_path / "city.json"
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "DATABASE_URL": address, "PAIZHU_LANG": "en"}
    imported = paizhu("registry", "import", str(file), "--json", **home)
    assert (imported.returncode, imported.stderr) == (0, "")
    shown = json.loads(paizhu("registry", "show", "市财政局", "--on", "2026-01-05", "--json", **home).stdout)
    assert shown["supervised_by"] == [{"id": "Z1", "name": "安澜市纪委监委驻市财政局纪检监察组"}]
    exported = paizhu("registry", "export", str(tmp_path / "out.json"), **home)
    assert exported.returncode == 0
    assert not (tmp_path / "home/paizhu.sqlite3").exists()


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = paizhu(
        "registry", "show", "Z1",
        PAIZHU_HOME=str(tmp_path), DATABASE_URL="postgresql://u:secret@127.0.0.1:9/none", PAIZHU_LANG="en",
    )  # fmt: skip
    assert ended.returncode == 2
    assert "The database cannot be used" in ended.stderr
    assert "secret" not in ended.stderr
