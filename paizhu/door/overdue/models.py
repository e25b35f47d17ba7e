"""Which clocks their organs were warned of, and which were escalated; so that each is done once."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Clock
from paizhu.journal.models import Entry


class Stage(StrEnum):
    """How far a clock has run. NEAR: its day of warning has come.  NOMINAL: the nominal day.  OVER: the due day has passed."""

    NEAR = "near"
    NOMINAL = "nominal"
    OVER = "over"


class Reminder(models.Model):
    """A stage of a clock was told of, for the day (and instant) on which it fell due then: an extension makes it run anew."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(max_length=10)
    due = models.DateField()
    due_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=[s.value for s in Stage]), name="reminder_stage"),
            models.UniqueConstraint(
                fields=["clock", "stage", "due"], condition=Q(due_at=None), name="reminder_once"
            ),
            models.UniqueConstraint(
                fields=["clock", "stage", "due_at"],
                condition=Q(due_at__isnull=False),
                name="reminder_of_hours_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.stage} {self.due}"
