"""A problem that was found, of whichever kind the matter is on which it was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import OrganId

# States of what was made of a problem that leave it open: taken back, or a task that its assignee declined.
_TO_NOTHING = ("withdrawn", "declined")


class Problem(SealedRow):
    """number: within the matter.  organ: where it was found.  found_on: the day on which it was written down.

    settled: how it was put right without more, "" where it was not.  became: the recommendation, letter or task that was
    made of it, None for none. It is never both.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="problems")
    number = models.PositiveSmallIntegerField()
    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    text = SealedField(max_length=TEXT_LENGTH)
    found_on = models.DateField()
    settled = SealedField(max_length=TEXT_LENGTH, blank=True)
    settled_on = models.DateField(null=True)
    became = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="taken_up", null=True)
    became_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "number"], name="problem_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="problem_says_something"),
            models.CheckConstraint(
                condition=Q(settled="", settled_on=None) | (~Q(settled="") & Q(settled_on__isnull=False)),
                name="problem_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(became=None, became_on=None) | Q(became__isnull=False, became_on__isnull=False),
                name="problem_became_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled="") | Q(became=None), name="problem_settled_or_taken_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.number}"


def unanswered(matter: Matter) -> "models.QuerySet[Problem]":
    """Return the problems that were neither settled nor taken up, or only by what came to nothing since; by number."""
    open_ = Q(became=None) | Q(became__state__in=_TO_NOTHING)
    return Problem.objects.filter(open_, matter=matter, settled="").order_by("number")
