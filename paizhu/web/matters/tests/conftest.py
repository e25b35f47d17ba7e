"""For the tests of matters' pages: the cast of the door's tests, seats by a header, and Monday 1 September 2025."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from paizhu.door.attachments.tests.conftest import home
from paizhu.door.tests import world
from paizhu.door.tests.conftest import _in_english, cast

__all__ = ["_in_english", "cast", "home"]


@pytest.fixture(autouse=True)
def _seats(settings: Settings, monkeypatch: pytest.MonkeyPatch, cast: None) -> None:  # noqa: ARG001  the registry first
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "paizhu.web.tests.seated.by_header"]
    monkeypatch.setattr(timezone, "now", lambda: world.AT)
