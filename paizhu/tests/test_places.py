"""The home: where it is, and what the first start writes into it."""

import stat
from pathlib import Path

import pytest

from paizhu import places


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_home_is_where_the_variable_says(home: Path) -> None:
    assert places.home() == home


def test_without_the_variable_home_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PAIZHU_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert places.home() == tmp_path / "paizhu"


def test_secret_key_is_for_its_owner_only(home: Path) -> None:
    places.ensure_secret_key()
    assert len((home / "secret-key").read_text()) >= 50
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600


def test_secret_key_is_written_once(home: Path) -> None:
    places.ensure_secret_key()
    first = (home / "secret-key").read_text()
    places.ensure_secret_key()
    assert (home / "secret-key").read_text() == first


def test_pack_is_found_in_a_checkout() -> None:
    assert (places.packs() / "discipline").is_dir()
