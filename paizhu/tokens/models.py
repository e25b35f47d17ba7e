"""The tokens that were made. What a program shows is not kept: only its SHA-256, which cannot be turned back."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.accounts.models import Account
from paizhu.registry.models import ID_LENGTH

REASON_LENGTH = 500
NAME_LENGTH = 60
DIGEST_LENGTH = 64


class Scope(StrEnum):
    """What may be done with a token."""

    READ = "read"
    ACT = "act"


class Token(models.Model):
    """until: the day after its last one.  used_on: the day it was last used, None never.

    revoked_for: why, where it was not its holder who revoked it: words, or the act that ended it (account.lock).

    minute, taken: how many requests of that minute (since 1970) the processes of the server have taken for it.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    seat = models.CharField(max_length=ID_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    scope = models.CharField(max_length=10)
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_for = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    minute = models.BigIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(scope__in=[s.value for s in Scope]), name="token_scope"),
            models.CheckConstraint(condition=~Q(name=""), name="token_named"),
            models.CheckConstraint(condition=~Q(seat=""), name="token_seated"),
            models.CheckConstraint(
                condition=Q(revoked_for="") | Q(revoked_at__isnull=False), name="token_revoked_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"
