"""A session in a home that is served: `python -m paizhu.tests.session` prints the key of a system administrator's.

A process of its own, since that home has another database and another secret key than the tests.
"""

from importlib import import_module

from paizhu.cli.django_ready import registry_ready


def main() -> None:
    """Make the account, if it is not there, and a session of it."""
    with registry_ready():
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.auth.hashers import make_password
        from django.utils import timezone

        from paizhu.accounts import sessions
        from paizhu.accounts.models import Account, State

        made = {"administers": "system", "state": State.ACTIVE, "made_at": timezone.now()}
        made["password"] = make_password("correct horse battery")
        account, _new = Account.objects.get_or_create(username="root", defaults=made)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        sessions.begin(session, timezone.now())
        session.save()
        print(session.session_key)


if __name__ == "__main__":
    main()
