"""A folder's fingerprint is another one with any change of what it holds, and only then."""

from pathlib import Path

import pytest

from paizhu.fingerprint import fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/a.css").write_text("a {}")
    (tmp_path / "web/b.css").write_text("b {}")
    return tmp_path


@pytest.mark.parametrize("name", ["web/a.css", "web/c.css"], ids=["changed", "new"])
def test_fingerprint_changes_with_the_files(folder: Path, name: str) -> None:
    before = fingerprint(folder)
    (folder / name).write_text("other {}")
    assert fingerprint(folder) != before


def test_fingerprint_changes_with_a_name(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "web/a.css").rename(folder / "web/0.css")
    assert fingerprint(folder) != before


def test_compressed_twins_are_no_change(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "web/a.css.gz").write_bytes(b"a")
    assert fingerprint(folder) == before
