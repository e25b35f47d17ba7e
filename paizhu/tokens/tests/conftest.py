"""For the tests of tokens: the cast of the door's tests with accounts, on the day of the tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from paizhu.accounts.models import Account, State
from paizhu.door.doing import Channel
from paizhu.door.tests.conftest import _in_english, cast
from paizhu.door.tests.world import AT, CAST, ON, seat
from paizhu.registry.models import PersonId
from paizhu.tokens import letting_in
from paizhu.tokens.making import make
from paizhu.tokens.models import Scope

__all__ = ["_in_english", "cast"]

MakeToken = Callable[..., str]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of the cast; and no allowance of another test is left."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    monkeypatch.setattr(letting_in, "_allowance", letting_in._Allowance())


@pytest.fixture
def accounts(cast: None) -> dict[str, Account]:  # noqa: ARG001  the registry first
    """An account for each person of the cast."""
    return {name: account(name) for name in CAST}


def account(name: str) -> Account:
    made = Account(username=name, state=State.ACTIVE, made_at=AT, display_name=name.title())
    made.person = PersonId.objects.get(pk=f"X-{name}")
    made.set_unusable_password()
    made.save()
    return made


@pytest.fixture
def token(accounts: dict[str, Account]) -> MakeToken:  # noqa: ARG001  somebody to have one
    """Make a token for somebody of the cast."""

    def made(
        name: str, scope: Scope = Scope.ACT, last_day: date | None = None, on: date = ON, at: datetime = AT
    ) -> str:
        last = last_day or on + timedelta(days=30)
        return make(seat(name, on), "test", scope, last, on=on, at=at, channel=Channel.COMMAND).secret

    return made
