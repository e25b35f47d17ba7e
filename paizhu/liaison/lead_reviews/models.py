"""What a joint review of leads holds beside its matter. Nothing here comes from a lead that the office holds."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import REASON_LENGTH, WORD, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import NAME_LENGTH, OrganId


class Outcome(StrEnum):
    """All that a host is told of a lead that it brought; none of it says how the lead is handled or whether there are others.

    Source: the procedure's own words; 纪检监察机关派驻机构工作规则 (2022-06-22) 第三十七条 gives the handling to the office, and
    监督执纪工作规则 (2019-01-01) 第六十七条 keeps leads secret. No provision says what a host may be told.
    """

    TAKEN = "taken"
    MORE = "more"
    RETURNED = "returned"
    DONE = "done"


class LeadReview(SealedRow):
    """day: for which it is planned.  field: in which work of the unit.  held_on, office_present, group_present: as recorded."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="lead_review", primary_key=True
    )
    group = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    field = SealedField(max_length=NAME_LENGTH)
    day = models.DateField()
    held_on = models.DateField(null=True)
    recorded_on = models.DateField(null=True)
    office_present = SealedField(max_length=REASON_LENGTH, blank=True)
    group_present = SealedField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on=None, recorded_on=None)
                | Q(held_on__isnull=False, recorded_on__isnull=False),
                name="lead_review_held_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.group_id}"


class BroughtLead(SealedRow):
    """A lead that the Party group brought. number: within the review.  text, more: what it gave, first and afterwards.

    outcome: what it is told, "" before it was answered.  assessment: what the office thinks of it, for the office alone.
    """

    review = models.ForeignKey(LeadReview, on_delete=models.PROTECT, related_name="leads")
    number = models.PositiveSmallIntegerField()
    text = SealedField(max_length=TEXT_LENGTH)
    brought_on = models.DateField()
    more = SealedField(max_length=TEXT_LENGTH, blank=True)
    more_on = models.DateField(null=True)
    outcome = models.CharField(max_length=WORD, blank=True)
    outcome_on = models.DateField(null=True)
    assessment = SealedField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="brought_lead_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="brought_lead_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | (Q(outcome__in=[o.value for o in Outcome]) & Q(outcome_on__isnull=False)),
                name="brought_lead_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"

    @property
    def sealing_matter(self) -> Matter:
        """The matter that it belongs to."""
        return self.review.matter
