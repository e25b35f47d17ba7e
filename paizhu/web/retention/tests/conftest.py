"""For the tests of the pages of retention: the cast in its city."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT

Day = Callable[[date], None]


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Let it be another day."""

    def to(on: date) -> None:
        at = datetime(on.year, on.month, on.day, 9, tzinfo=AT.tzinfo)
        monkeypatch.setattr(timezone, "now", lambda: at)

    return to


def as_(name: str, language: str = "en") -> Client:
    """Return a browser in which that one of the cast has signed in."""
    known = Account.objects.filter(username=name).first()
    client = sign_in(Client(), known or make_account(name, person=f"X-{name}"))
    client.cookies["paizhu_language"] = language
    return client
