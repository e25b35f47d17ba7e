"""Of which meetings, and of which periods, organs were reminded already; so that each is done once."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter
from paizhu.journal.models import Entry
from paizhu.registry.models import OrganId


class Stage(StrEnum):
    """How near a meeting is. AHEAD: a week or less.  EVE: tomorrow, or today."""

    AHEAD = "ahead"
    EVE = "eve"


class Meeting(models.Model):
    """The sides of a matter were reminded that it meets on that day; another day makes it run anew."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    stage = models.CharField(max_length=10)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="meeting_reminder_stage"
            ),
            models.UniqueConstraint(fields=["matter", "day", "stage"], name="meeting_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.day} {self.stage}"


class Outstanding(models.Model):
    """Near the end of a period it was looked whether an organ has done what is expected of it.

    per, first: the period.  looked_on: the last day on which it was looked.  entry: that it was reminded, once; None: not yet.
    """

    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    per = models.CharField(max_length=10)
    first = models.DateField()
    looked_on = models.DateField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "per", "first"], name="outstanding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.per} {self.first}"
