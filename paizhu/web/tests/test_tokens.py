"""The page of one's own tokens."""

import re
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from paizhu.accounts.sittings import Sitting
from paizhu.door.tests.world import AT, ON, seat
from paizhu.tokens.letting_in import let_in
from paizhu.tokens.models import Scope, Token
from paizhu.tokens.tests.conftest import MakeToken, _day, _in_english, accounts, cast, token
from paizhu.web.tokens import views

__all__ = ["_day", "_in_english", "accounts", "cast", "token"]
pytestmark = pytest.mark.usefixtures("accounts")


def asked(sitting: Sitting | None, given: dict[str, Any] | None = None) -> HttpRequest:
    factory = RequestFactory()
    request = factory.get("/account/tokens/") if given is None else factory.post("/account/tokens/", given)
    request.sitting = sitting  # type: ignore[attr-defined]
    return request


def shown(sitting: Sitting, given: dict[str, Any] | None = None, status: int = 200) -> str:
    reply = views.tokens(asked(sitting, given))
    assert reply.status_code == status
    assert "no-store" in reply["Cache-Control"]
    return reply.content.decode()


def test_token_is_shown_once_and_lets_in() -> None:
    html = shown(seat("head"), {"name": "ledger", "scope": "read", "last_day": "2025-12-31"})
    found = re.search(r'<code[^>]*id="secret"[^>]*>([^<]+)</code>', html)
    assert found is not None
    who = let_in(found[1], ON, AT)
    assert (who.sitting.seat, who.scope, who.name) == ("S-head", Scope.READ, "ledger")
    again = shown(seat("head"))
    assert found[1] not in again
    assert "ledger" in again


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"scope": "all"}, {"last_day": "2025-08-31"}, {"last_day": "some day"}], ids=str
)
def test_wrong_form_makes_nothing(change: dict[str, str]) -> None:
    shown(seat("head"), {"name": "x", "scope": "read", "last_day": "2025-12-31", **change}, 422)
    assert not Token.objects.exists()


def test_own_tokens_only(token: MakeToken) -> None:
    token("clerk")
    made = Token.objects.get()
    assert f"/account/tokens/{made.pk}/revoke/" not in shown(seat("head"))
    request = asked(seat("head"), {})
    with pytest.raises(Http404):
        views.revoke(request, token=made.pk)
    views.revoke(asked(seat("clerk"), {}), token=made.pk)
    made.refresh_from_db()
    assert made.revoked_at == AT


def test_nobody_without_a_seat() -> None:
    with pytest.raises(Http404):
        views.tokens(asked(None))
