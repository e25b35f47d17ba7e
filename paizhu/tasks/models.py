"""What a general task holds beside its matter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.norms.model import Unit
from paizhu.registry.models import ID_LENGTH, OrganId

ABOUT_LENGTH = 7


class Task(SealedRow):
    """act: what is asked for, an act of the pack.  toward: whom that act is toward; the assigner, or a third party.

    length, unit: the time to answer, which the parties set themselves.
    about: the period that it is asked for, by its name (2026, 2026-H1, 2026-Q2, 2026-03); "": that in which it is done.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="task", primary_key=True)
    assigner = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=ID_LENGTH)
    toward = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    request = SealedField(max_length=TEXT_LENGTH)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(unit__in=[u.value for u in Unit]), name="task_unit"),
            models.CheckConstraint(condition=Q(length__gte=1), name="task_length"),
            models.CheckConstraint(
                condition=~Q(assigner=models.F("assignee")), name="task_between_two_parties"
            ),
        ]
        indexes: ClassVar = [
            # What an organ did of what it owes is read off this one.
            models.Index(fields=["assignee", "act"], name="task_of_assignee"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.act}"
