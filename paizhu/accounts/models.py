"""Accounts: who signs in.

An account belongs to a person of the registry, who acts from the seats that the registry gives that person, or it is
that of one of the three administrators. It is never both: no account can administer and sit.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from paizhu.registry.models import PersonId

NAME_LENGTH = 60
# No colon: `admin:NAME` is the seat of an administrator.
USERNAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"


class Administers(StrEnum):
    """The three administrators (三员), each with a power that the others lack."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


class State(StrEnum):
    """WAITING: made, and not yet let in by a security administrator."""

    WAITING = "waiting"
    ACTIVE = "active"
    LOCKED = "locked"


class AccountManager(BaseUserManager["Account"]):
    """Usernames are told apart without regard to capitals, as people type them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account that signs in by that name."""
        return self.get(username__iexact=username or "")


class Account(AbstractBaseUser):
    """person: None for an administrator.  administers: "" for a person.

    invitation: digest of the one-time code with which password and second factor are set, "" when none is open.
    last_login, from Django: when somebody signed in last, None: never.
    sessions_from: sessions that were begun before are over for good; None: all are good.
    """

    username = models.CharField(
        _("name"),
        max_length=NAME_LENGTH,
        unique=True,
        validators=[RegexValidator(rf"^{USERNAME}\Z", _("Letters, digits, dot, hyphen and underscore."))],
        error_messages={"unique": _("There is an account with this name already.")},
    )
    display_name = models.CharField(_("name shown"), max_length=NAME_LENGTH, blank=True)
    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    administers = models.CharField(max_length=10, blank=True, default="")
    state = models.CharField(max_length=10, default=State.WAITING.value)
    made_at = models.DateTimeField()
    invitation = models.CharField(max_length=64, blank=True, default="")
    invited_until = models.DateTimeField(null=True, blank=True)
    sessions_from = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, administers__in=[a.value for a in Administers])
                | Q(person__isnull=False, administers=""),
                name="account_sits_or_administers",
                violation_error_message=_(
                    "An account is that of a person or of an administrator, never of both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]),
                name="account_state",
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="account_one_for_a_person",
                violation_error_message=_("This person has an account already."),
            ),
            # A name in other capitals would be the same name to whoever reads the record.
            models.UniqueConstraint(
                Lower("username"),
                name="account_name_once",
                violation_error_message=_("There is an account with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a field in Django, told by the state here
        """Whether a security administrator let it in, and nobody locked it."""
        return self.state == State.ACTIVE

    def get_session_auth_hash(self) -> str:
        """Return what every session of the account carries; one that carries another is over.

        Source: Django's `get_user`. The password makes it, and here the day on which sessions were last ended as well.
        """
        ended = "" if self.sessions_from is None else self.sessions_from.isoformat()
        return super().get_session_auth_hash() + ended

    def is_invited(self, at: datetime) -> bool:
        """Return whether its one-time code is still open at that instant."""
        return bool(self.invitation) and self.invited_until is not None and at < self.invited_until


class Throttle(models.Model):
    """What limits of attempts remember, and codes that were used: written and read by Django's database cache only."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_throttle"

    def __str__(self) -> str:
        return self.cache_key
