"""Mail: who wants it, what waits to be sent, and which notices it is about."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from paizhu.accounts.models import Account
from paizhu.door.coming.models import Outstanding
from paizhu.door.models import Notice

ID_LENGTH, LEASE_LENGTH = 120, 32


class Sends(StrEnum):
    """What an account wants. EACH: a mail for each act.  DIGEST: one a day, when there is something."""

    NONE = "none"
    EACH = "each"
    DIGEST = "digest"


class Language(StrEnum):
    CHINESE = "zh-hans"
    ENGLISH = "en"


class State(StrEnum):
    """DROPPED: nobody may see or wants any of it by now.  FAILED: the address or the server refuses it for good."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


class Preference(models.Model):
    """Whether and how an account wants mail. digested_on: day of the last digest, None: there was none yet."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="mail")
    address = models.EmailField(blank=True)
    sends = models.CharField(max_length=10, default=Sends.NONE.value)
    language = models.CharField(max_length=10, default=Language.CHINESE.value)
    digested_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sends__in=[s.value for s in Sends]), name="mail_sends"),
            models.CheckConstraint(
                condition=Q(language__in=[x.value for x in Language]), name="mail_language"
            ),
            models.CheckConstraint(
                condition=Q(sends=Sends.NONE.value) | ~Q(address=""),
                name="mail_has_an_address",
                violation_error_message=_("Name the address to which mail is to go."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.sends}"


class Mail(models.Model):
    """A mail that waits, or what became of it. What it says is made when it is sent, from what may be seen then.

    message_id: stays the same however often it is sent, so that a second copy is known as one.
    digest_on: day of the digest, None: it is about one act.  try_at: not before.  lease: of the worker that has it in
    hand, until leased_until; "" when none has.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=ID_LENGTH, unique=True)
    digest_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=State.WAITING.value)
    made_at = models.DateTimeField()
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=LEASE_LENGTH, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="mail_state"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING.value, ended_at=None)
                | (~Q(state=State.WAITING.value) & Q(ended_at__isnull=False)),
                name="mail_ended_once",
            ),
            models.CheckConstraint(
                condition=Q(lease="", leased_until=None) | (~Q(lease="") & Q(leased_until__isnull=False)),
                name="mail_leased_until",
            ),
            models.UniqueConstraint(fields=["account", "digest_on"], name="mail_one_digest_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["try_at", "id"], condition=Q(state="waiting"), name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Line(models.Model):
    """A notice, or that something is outstanding, that an account is to hear of by mail.

    mail: None while it waits for the day's digest.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+", null=True)
    outstanding = models.ForeignKey(Outstanding, on_delete=models.PROTECT, related_name="+", null=True)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="lines", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "notice"], name="mail_line_once"),
            models.UniqueConstraint(fields=["account", "outstanding"], name="mail_outstanding_once"),
            models.CheckConstraint(
                condition=Q(notice__isnull=False, outstanding=None)
                | Q(notice=None, outstanding__isnull=False),
                name="mail_line_about_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account"], condition=Q(mail=None), name="mail_line_for_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.notice_id or self.outstanding_id}"
