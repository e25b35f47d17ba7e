"""For the tests of the door: the cast in its city."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from paizhu.door.tests import world
from paizhu.registry.tests.brought import bring_once


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, and no registry of another test kept."""
    bring_cast(tmp_path, monkeypatch)


def bring_cast(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bring the city of the cast into an empty database."""

    def bring() -> None:
        world.bring(folder, world.lists())
        world.present()

    bring_once("cast", bring, monkeypatch)
