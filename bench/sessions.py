# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""Sessions of two seats in a filled home: prints their keys as JSON. The office's head, and a deputy of the commission."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
PERSONS = {"office": "X0001", "commission": "X0801"}
# The bare project knows Django's own way of signing in only.
BACKENDS = {"bare": "django.contrib.auth.backends.ModelBackend"}


def main() -> None:
    """Make the accounts, if they are not there, and sessions that have just begun."""
    from paizhu.cli.django_ready import setup
    from paizhu.places import ensure_secret_key

    ensure_secret_key()
    setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from paizhu.accounts import sessions
    from paizhu.accounts.models import Account, State
    from paizhu.accounts.reading import SessionStore

    keys = {}
    for name, person in {**PERSONS, "bare": "X0002"}.items():
        made = {"person_id": person, "state": State.ACTIVE, "made_at": timezone.now(), "password": "!"}
        account, _new = Account.objects.get_or_create(username=name, defaults=made)
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = BACKENDS.get(name, settings.AUTHENTICATION_BACKENDS[0])
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        sessions.begin(session, timezone.now())
        session.save()
        keys[name] = session.session_key
    print(json.dumps(keys))


if __name__ == "__main__":
    main()
