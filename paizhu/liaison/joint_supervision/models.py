"""What joint supervision holds beside its matter; the problems found are in `paizhu.liaison.problems`."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.models import REASON_LENGTH, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import OrganId


class JointSupervision(SealedRow):
    """first_day, last_day: of the plan, both included.  taking_part: who of both sides.  report: "" before it was written."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="joint_supervision", primary_key=True
    )
    group = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    plan = SealedField(max_length=TEXT_LENGTH)
    taking_part = SealedField(max_length=REASON_LENGTH)
    first_day = models.DateField()
    last_day = models.DateField()
    report = SealedField(max_length=TEXT_LENGTH, blank=True)
    reported_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="joint_supervision_ordered"
            ),
            models.CheckConstraint(
                condition=Q(report="", reported_on=None) | (~Q(report="") & Q(reported_on__isnull=False)),
                name="joint_supervision_reported_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.group_id}"


class JointCheck(SealedRow):
    """A check that was made together. number: within the matter.  organ: whose record it is."""

    supervision = models.ForeignKey(JointSupervision, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField()
    checked_on = models.DateField()
    present = SealedField(max_length=REASON_LENGTH)
    text = SealedField(max_length=TEXT_LENGTH)
    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supervision", "number"], name="joint_check_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="joint_check_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.number}"

    @property
    def sealing_matter(self) -> Matter:
        """The matter that it belongs to."""
        return self.supervision.matter
