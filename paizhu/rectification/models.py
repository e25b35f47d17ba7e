"""What a rectification holds beside its matter: the recommendation, its causes, the unit's measures and their evidence.

The matter's owner is the issuer, its counterpart the rectifying unit.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.attachments.models import Attachment
from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.norms.model import Unit
from paizhu.rectification.heads import Head, Origin, Standing
from paizhu.registry.models import ID_LENGTH, NAME_LENGTH, OrganId

LABEL_LENGTH = 30
WORD = 20


class Rectification(SealedRow):
    """origin, source, opinion: for the issuer's side only.  length, unit: the time for the plan, which the document sets.

    issued_by, issued_year, issued_number: number of the recommendation, None until it is issued.
    unverified: measures of the plan that are not verified; a matter that is closed has none.
    closed_on: of the last closing; None while it is not closed.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="rectification", primary_key=True
    )
    origin = models.CharField(max_length=WORD)
    source = SealedField(max_length=TEXT_LENGTH, blank=True)
    opinion = SealedField(max_length=TEXT_LENGTH, blank=True)
    grounds = SealedField(max_length=TEXT_LENGTH)
    recommendation = SealedField(max_length=TEXT_LENGTH)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=WORD)
    issued_by = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+", null=True)
    issued_year = models.PositiveSmallIntegerField(null=True)
    issued_number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)
    unverified = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(origin__in=[o.value for o in Origin]), name="rectification_origin"
            ),
            models.CheckConstraint(condition=Q(unit__in=[u.value for u in Unit]), name="rectification_unit"),
            models.CheckConstraint(condition=Q(length__gte=1), name="rectification_length"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(unverified=0), name="rectification_closed_is_verified"
            ),
            models.CheckConstraint(
                condition=Q(issued_number=None, issued_by=None, issued_year=None, issued_on=None)
                | Q(
                    issued_number__isnull=False,
                    issued_by__isnull=False,
                    issued_year__isnull=False,
                    issued_on__isnull=False,
                ),
                name="rectification_issued_whole",
            ),
            models.UniqueConstraint(
                fields=["issued_by", "issued_year", "issued_number"], name="rectification_number_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter_id)


class Cause(SealedRow):
    """What was found under one head, or why nothing was. label: short; same: as it is compared, "" where none was found."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="causes")
    head = models.CharField(max_length=WORD)
    label = models.CharField(max_length=LABEL_LENGTH, blank=True)
    same = models.CharField(max_length=LABEL_LENGTH * 4, blank=True)
    text = SealedField(max_length=TEXT_LENGTH)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "head"], name="cause_once_a_head"),
            models.CheckConstraint(condition=Q(head__in=[h.value for h in Head]), name="cause_head"),
            models.CheckConstraint(condition=~Q(text=""), name="cause_says_something"),
            models.CheckConstraint(
                condition=Q(label="", same="") | (~Q(label="") & ~Q(same="")), name="cause_labelled"
            ),
        ]
        indexes: ClassVar = [
            # The same cause in other units is read off this one.
            models.Index(fields=["head", "same", "matter"], name="cause_same"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.head}"


class Measure(SealedRow):
    """A measure of the unit's plan. number: within the matter.  head: the cause that it answers.

    owner, post: who carries it out: an organ of the unit, and the title of a post there or "".
    due_on: as the plan, a return or an extension sets it.  progress: percent, as the unit says.
    reported_by, verified_by: persons; never the same.  visited_on: the day on site.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=WORD)
    text = SealedField(max_length=TEXT_LENGTH)
    owner = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=NAME_LENGTH, blank=True)
    listed_on = models.DateField()
    due_on = models.DateField()
    progress = models.PositiveSmallIntegerField(default=0)
    standing = models.CharField(max_length=WORD, default=Standing.OPEN.value)
    reported_on = models.DateField(null=True)
    reported_by = models.CharField(max_length=ID_LENGTH, blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=ID_LENGTH, blank=True)
    visited_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "number"], name="measure_number_once"),
            models.CheckConstraint(condition=Q(head__in=[h.value for h in Head]), name="measure_head"),
            models.CheckConstraint(
                condition=Q(standing__in=[s.value for s in Standing]), name="measure_standing"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="measure_progress"),
            models.CheckConstraint(
                condition=~Q(standing="reported") | (Q(reported_on__isnull=False) & ~Q(reported_by="")),
                name="measure_reported_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(standing="verified")
                | (Q(verified_on__isnull=False, visited_on__isnull=False) & ~Q(verified_by="")),
                name="measure_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_by="") | ~Q(verified_by=F("reported_by")),
                name="measure_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.number}"


class Evidence(models.Model):
    """An attachment that shows that a measure was carried out."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="evidence", primary_key=True
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="evidence")

    def __str__(self) -> str:
        return f"{self.measure} {self.attachment}"
