"""For the tests of levels: the cast with units below the host."""

from pathlib import Path

import pytest

from paizhu.door.tests import world
from paizhu.door.tests.conftest import _in_english
from paizhu.levels.tests.lists import lists
from paizhu.registry.tests.brought import bring_once

__all__ = ["_in_english"]


@pytest.fixture
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast with its lower levels."""

    def bring() -> None:
        world.bring(tmp_path, lists())
        world.present()

    bring_once("levels", bring, monkeypatch)
