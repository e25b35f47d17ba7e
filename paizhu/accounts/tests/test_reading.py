"""Session and account, read by statements of the product's own, are those that Django's own reading finds."""

from datetime import timedelta

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from paizhu.accounts.models import Account, Administers, State
from paizhu.accounts.reading import Backend, SessionStore

pytestmark = pytest.mark.django_db


def account(**further: object) -> Account:
    values = {
        "administers": Administers.AUDIT,
        "state": State.ACTIVE,
        "made_at": timezone.now(),
        "password": "!",
    }
    return Account.objects.create(username="audit", **{**values, **further})


def kept(**held: object) -> str:
    store = SessionStore()
    store.update(held)
    store.save()
    assert store.session_key is not None
    return store.session_key


def test_an_account_is_the_one_that_the_orm_reads_with_its_instants() -> None:
    own = account(sessions_from=timezone.now(), last_login=timezone.now() - timedelta(days=1))
    read, expected = Backend().get_user(own.pk), AuthenticationBackend().get_user(own.pk)
    assert isinstance(read, Account)
    fields = [field.attname for field in Account._meta.concrete_fields]
    assert [getattr(read, name) for name in fields] == [getattr(expected, name) for name in fields]
    # All that a session is held to: of another one nobody would stay signed in.
    assert read.get_session_auth_hash() == expected.get_session_auth_hash()
    read.display_name = "审计"
    read.save()
    assert Account.objects.get(pk=own.pk).display_name == "审计"


@pytest.mark.parametrize("state", [State.WAITING, State.LOCKED])
def test_an_account_that_is_not_let_in_is_nobodys(state: State) -> None:
    assert Backend().get_user(account(state=state).pk) is None
    assert Backend().get_user(0) is None


def test_a_session_holds_what_was_put_into_it_and_may_be_saved_again() -> None:
    key = kept(**{SESSION_KEY: "7"})
    store = SessionStore(key)
    assert dict(store.items()) == dict(db.SessionStore(key).items()) == {SESSION_KEY: "7"}
    store["seen"] = 1
    store.save()
    assert db.SessionStore(key)["seen"] == 1


def test_a_session_that_is_over_or_not_there_holds_nothing_and_keeps_no_key() -> None:
    over = kept(seen=1)
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))
    altered = kept(seen=1)
    Session.objects.filter(pk=altered).update(session_data="altered")
    for key in (over, "0" * 32, None):
        store = SessionStore(key)
        assert dict(store.items()) == {}
        assert store.session_key is None, key
    # What somebody wrote into the table without the secret key says nothing, as Django has it.
    assert dict(SessionStore(altered).items()) == {}
