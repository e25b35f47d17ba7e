"""Deadlines on matters, and the official calendars by which working days are counted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models.columns import ITEM_LENGTH, WORD, organ_key
from paizhu.door.models.matters import Matter
from paizhu.registry.models import ID_LENGTH


class Clock(models.Model):
    """A deadline on a matter, by the norm in force when it started.

    item: which of several like things on the matter it is about (a measure), "" for the matter.
    organ: who owes it.  nominal: the day that the length gives; due: the day on which it falls due (see docs/clocks.md).
    due_at: for limits in hours.  breaks: [since, until or null], days on which it stood still.
    extended: [length, unit, on, seat, reason]; sum: how it was reckoned.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    limit = models.CharField(max_length=WORD)
    item = models.CharField(max_length=ITEM_LENGTH, blank=True, default="")
    organ = organ_key()
    event_on = models.DateField()
    event_at = models.DateTimeField(null=True)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    norm = models.CharField(max_length=ID_LENGTH, blank=True)
    version = models.CharField(max_length=ID_LENGTH, blank=True)
    rolls = models.CharField(max_length=20)
    nominal = models.DateField()
    due = models.DateField()
    due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    breaks = models.JSONField(default=list)
    extended = models.JSONField(default=list)
    sum = models.JSONField(default=dict)
    hard = models.BooleanField(default=False)
    warn_on = models.DateField()
    escalated_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "limit", "item"], condition=Q(stopped_on=None), name="clock_runs_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "due", "id"], condition=Q(stopped_on=None), name="clock_running_of"
            ),
            # The worker looks for what runs out, of whatever organ.
            models.Index(fields=["due"], condition=Q(stopped_on=None), name="clock_running_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.limit} {self.due}"

    @property
    def suspended_since(self) -> str:
        """The day since which it stands still, as YYYY-MM-DD; "" while it runs."""
        return self.breaks[-1][0] if self.breaks and self.breaks[-1][1] is None else ""


class CalendarYear(models.Model):
    """A year of the official calendar that was loaded; it replaces a known one whole. said: the year as its file says it.

    replaced_at: when another was loaded for the same year; None while it counts.
    """

    year = models.PositiveSmallIntegerField()
    said = models.JSONField()
    loaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(replaced_at=None), name="calendar_year_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
