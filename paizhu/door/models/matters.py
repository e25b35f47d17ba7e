"""Matters, with the register that numbers them, and who took them over from whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull

from paizhu.door.models.columns import WORD, organ_key
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.door.secrecy import Secrecy
from paizhu.journal.models import Entry
from paizhu.registry.models import NAME_LENGTH


class Matter(SealedRow):
    """One matter of any kind; a table per kind holds the rest.

    reference: random, what everybody sees but the owner, whose own register numbers it without a gap.
    procedure: id of the version that it follows until it is closed.  circle: only persons who are named see its content.
    awaited: the organ whose turn it is; None when nothing more is to be done.
    revision: raised by every act, so that of two at once one is told.  due: nominal day of the nearest running clock.
    destroyed_on: its content is gone since, and this row is its stub; None while it is kept.
    """

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=WORD)
    procedure = models.CharField(max_length=WORD)
    owner = organ_key()
    counterpart = organ_key(null=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = SealedField(max_length=NAME_LENGTH)
    state = models.CharField(max_length=WORD)
    secrecy = models.CharField(max_length=20, default=Secrecy.NONE.value)
    secret_until = models.DateField(null=True)
    circle = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    awaited = organ_key(null=True)
    revision = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year", "number"], name="matter_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="matter_ordered"
            ),
            models.CheckConstraint(
                condition=Q(secrecy__in=[s.value for s in Secrecy]), name="matter_secrecy"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(closed_on__isnull=False, title=""),
                name="matter_stub_is_bare",
            ),
        ]
        indexes: ClassVar = [
            # Whose turn it is, and what an owner waits for, what has no due day last: Today is read off these.
            models.Index(
                "awaited",
                IsNull(F("due"), rhs=True),
                "due",
                "id",
                name="matter_awaited",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(
                "owner",
                IsNull(F("due"), rhs=True),
                "due",
                "id",
                name="matter_owner_waits",
                condition=Q(closed_on__isnull=True, awaited__isnull=False) & ~Q(awaited=F("owner")),
            ),
            # What an owner has to look at when its time is over.
            models.Index(
                fields=["owner", "kind", "closed_on", "id"],
                name="matter_kept_of_owner",
                condition=Q(closed_on__isnull=False, destroyed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def sealing_matter(self) -> "Matter":
        """It is sealed with its own key."""
        return self

    @property
    def sealing_row(self) -> str:
        """Its reference, which it has before it has a key."""
        return self.reference


class Register(models.Model):
    """The last number that an owner gave in a year; counted up in the act's own transaction, so no number is lost."""

    owner = organ_key()
    kind = models.CharField(max_length=WORD)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year"], name="register_once"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.kind} {self.year}: {self.last}"


class Handover(models.Model):
    """An office handed a matter over to the one that took its place. year, number: in the register of the old owner.

    year, number None: the old office was not the owner.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="handovers")
    side = models.CharField(max_length=WORD)
    from_organ = organ_key()
    to_organ = organ_key()
    on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(from_organ=F("to_organ")), name="handover_to_another"),
            models.UniqueConstraint(fields=["matter", "side", "on"], name="handover_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.from_organ_id} → {self.to_organ_id}"
