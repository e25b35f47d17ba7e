"""Who asks, read for every request: session and account by statements that are written out, half the time of an empty page.

They find what Django's and allauth's own find, which have Django's ORM make the same two statements anew each time.
"""

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from paizhu.accounts.models import Account
from paizhu.guard.rows import row
from paizhu.registry.queries import instant

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
_NAMES = tuple(field.attname for field in Account._meta.concrete_fields)  # noqa: SLF001  Django's own way to the columns
_ACCOUNT = f"SELECT {', '.join(_NAMES)} FROM accounts_account WHERE id = %s"  # noqa: S608  names of ours


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key, where there is none or it is over."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        found = row(_SESSION, [self.session_key, now], unguarded=True)
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth brings no types
    """allauth's, by name and password."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of that key, None where there is none or it may not be used."""
        found = row(_ACCOUNT, [user_id], unguarded=True)
        if found is None:
            return None
        values = [instant(value) if isinstance(value, datetime) else value for value in found]
        account = Account.from_db(connection.alias, _NAMES, values)
        return account if self.user_can_authenticate(account) else None
