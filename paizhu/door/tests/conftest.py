"""For the tests of the door: the cast in its city."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from paizhu.door.tests import world
from paizhu.door.tests.kept import differing
from paizhu.registry.tests.brought import bring_once


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001  the database first
    """The city of the cast, and no registry of another test kept. Whatever a test does, parts say what their matters say."""
    bring_cast(tmp_path, monkeypatch)
    yield
    if not connection.needs_rollback:
        assert differing() == []


def bring_cast(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bring the city of the cast into an empty database."""

    def bring() -> None:
        world.bring(folder, world.lists())
        world.present()

    bring_once("cast", bring, monkeypatch)
