"""The wheel carries everything that the product needs; whoever installs it needs neither git nor node."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    # Built with the packages that are here, so that the test needs no network.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return set(zipfile.ZipFile(next(folder.glob("*.whl"))).namelist())


@pytest.mark.parametrize(
    ("source", "installed"),
    [
        ("packs", "paizhu/packs"),
        ("paizhu/web/templates", "paizhu/web/templates"),
        ("paizhu/web/static", "paizhu/web/static"),
        ("paizhu/locale", "paizhu/locale"),
        ("paizhu/reports/fonts", "paizhu/reports/fonts"),
        ("paizhu/reports/templates", "paizhu/reports/templates"),
    ],
    ids=["pack", "templates", "front-end files", "translations", "font", "documents"],
)
def test_wheel_carries(wheel: set[str], source: str, installed: str) -> None:
    files = [path for path in (ROOT / source).rglob("*") if path.is_file() and not path.name.startswith(".")]
    wanted = {f"{installed}/{path.relative_to(ROOT / source).as_posix()}" for path in files}
    assert wanted
    assert wanted - wheel == set()


def test_wheel_carries_no_tests(wheel: set[str]) -> None:
    assert [name for name in wheel if "/tests/" in name or name.endswith("conftest.py")] == []
