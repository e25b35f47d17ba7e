"""For the tests of attachments: the cast of the door's tests, in a home of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from paizhu import places
from paizhu.door.tests.conftest import _in_english, cast

__all__ = ["_in_english", "cast"]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Path:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    settings.ATTACHMENT_KEY_FILE = places.attachment_key()
    settings.MATTER_KEY_FILE = places.matter_keys()
    return tmp_path / "home"
