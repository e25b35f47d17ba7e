"""What an invitation for important business holds beside its matter."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, NAME_LENGTH, OrganId


class CameBy(StrEnum):
    """How an invitation reached the office outside the product."""

    PAPER = "paper"
    PHONE = "phone"
    WORD = "word"


class BusinessInvitation(SealedRow):
    """role: the act of the vocabulary that the office is asked for.  business: what it is about.

    became: the matter of another kind that it became when it was accepted, None for none.
    came_by, came_on, their_number: how, when and under which number it reached the office, where the office recorded it; else "",
    None and "".  took_part_on, record: what the office did; both may be empty where another matter holds it.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="business_invitation", primary_key=True
    )
    host = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=ID_LENGTH)
    business = SealedField(max_length=TEXT_LENGTH)
    day = models.DateField()
    place = SealedField(max_length=NAME_LENGTH, blank=True)
    came_by = models.CharField(max_length=10, blank=True, default="")
    came_on = models.DateField(null=True)
    their_number = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    became = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", null=True)
    took_part_on = models.DateField(null=True)
    record = SealedField(max_length=TEXT_LENGTH, blank=True)
    recorded_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(host=F("office")), name="business_invitation_to_another"),
            models.CheckConstraint(condition=~Q(role=""), name="business_invitation_role"),
            models.CheckConstraint(
                condition=Q(came_by="", came_on=None, their_number="")
                | Q(came_by__in=[way.value for way in CameBy], came_on__isnull=False),
                name="business_invitation_came_whole",
            ),
            models.CheckConstraint(
                condition=Q(recorded_on=None)
                | Q(became__isnull=False)
                | (Q(took_part_on__isnull=False) & ~Q(record="")),
                name="business_invitation_recorded_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="business_invitation_day")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.role} {self.day}"
