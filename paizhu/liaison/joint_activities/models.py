"""What a joint activity holds beside its matter."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import REASON_LENGTH, WORD, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import NAME_LENGTH, OrganId


class Sort(StrEnum):
    """What is done together. No provision gives any of them: each rests on a reading, so on agreement."""

    EDUCATION = "education"
    PUBLICITY = "publicity"
    INSPECTION = "inspection"

    @property
    def act(self) -> str:
        """The act of the vocabulary."""
        return f"joint_{self.value}"


class JointActivity(SealedRow):
    """day: for which it is planned.  held_on, present, attended, record: as it was recorded.

    attended: how many took part, None where nobody counted.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="joint_activity", primary_key=True
    )
    partner = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=WORD)
    day = models.DateField()
    place = SealedField(max_length=NAME_LENGTH, blank=True)
    plan = SealedField(max_length=TEXT_LENGTH)
    held_on = models.DateField(null=True)
    present = SealedField(max_length=REASON_LENGTH, blank=True)
    attended = models.PositiveIntegerField(null=True)
    record = SealedField(max_length=TEXT_LENGTH, blank=True)
    recorded_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=[s.value for s in Sort]), name="joint_activity_sort"),
            models.CheckConstraint(
                condition=Q(held_on=None, recorded_on=None, record="")
                | (Q(held_on__isnull=False, recorded_on__isnull=False) & ~Q(record="")),
                name="joint_activity_recorded_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="joint_activity_day")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.sort} {self.day}"
