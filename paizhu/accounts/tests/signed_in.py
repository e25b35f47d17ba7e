"""Accounts for the tests of pages, and clients that have signed in by them."""

from django.test import Client
from django.utils import timezone

from paizhu.accounts import sessions
from paizhu.accounts.models import Account, State
from paizhu.registry.models import PersonId


def make_account(
    username: str, *, person: str = "", administers: str = "", state: State = State.ACTIVE, name: str = ""
) -> Account:
    """Make an account without a password, let in unless said otherwise."""
    made = Account(username=username, display_name=name, administers=administers, state=state)
    made.made_at = timezone.now()
    made.person = PersonId.objects.get(pk=person) if person else None
    made.set_unusable_password()
    made.save()
    return made


def sign_in(client: Client, account: Account) -> Client:
    """Let the client have signed in just now."""
    client.force_login(account)
    session = client.session
    sessions.begin(session, timezone.now())
    session.save()
    return client
