"""For the tests of the door: the cast in its city."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from paizhu.door.tests import world
from paizhu.registry import here


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, and no registry of another test kept."""
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(here, "_then", {})
    world.bring(tmp_path, world.lists())
