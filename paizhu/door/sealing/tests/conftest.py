"""For the tests of sealing: the cast in its city, and a home of its own with its keys."""

from pathlib import Path

import pytest
from pytest_django import Settings

from paizhu import places
from paizhu.door.tests.conftest import _in_english, cast

__all__ = ["_in_english", "cast"]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Path:
    """A home of its own."""
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    settings.ATTACHMENT_KEY_FILE, settings.MATTER_KEY_FILE = places.attachment_key(), places.matter_keys()
    return tmp_path / "home"
