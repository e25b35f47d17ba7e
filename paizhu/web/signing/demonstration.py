"""The demonstration's accounts: cards on the sign-in page, one click each. Only where the demonstration's data lie.

tools/demonstration.py writes the list of their names into the home when it loads the city; a home of anybody else has
none. An account that has a password is none of the demonstration's, whatever the list says.
"""

import json
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paizhu import places
from paizhu.accounts.models import Account
from paizhu.accounts.sittings import Sitting, sittings
from paizhu.web.seat import safe_next


@dataclass(frozen=True, slots=True)
class Card:
    """One account to try, with the seat it has today."""

    username: str
    name: str
    sitting: Sitting


def cards() -> list[Card]:
    """Return the accounts to try, in the order of the list; none where this is no demonstration."""
    names = _names()
    if not names:
        return []
    found = {account.username: account for account in Account.objects.filter(username__in=names)}
    today = timezone.localdate()
    return [
        Card(name, found[name].display_name, sitting)
        for name in names
        if name in found and _is_for_all(found[name])
        for sitting in sittings(found[name], today)[:1]
    ]


@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of them, without a password."""
    name = request.POST.get("name", "")
    account = Account.objects.filter(username=name).first() if name in _names() else None
    if account is None or not _is_for_all(account) or not account.is_active:
        raise Http404
    get_adapter(request).login(request, account)
    return redirect(safe_next(request, request.POST.get("next", "")) or reverse("home"))


def _names() -> list[str]:
    try:
        read = json.loads(places.demonstration().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in read if isinstance(name, str)] if isinstance(read, list) else []


def _is_for_all(account: Account) -> bool:
    return not account.has_usable_password()
