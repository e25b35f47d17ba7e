"""What a consultation holds beside its matter: its day, agenda, minutes in versions, decisions, confirmations."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from paizhu.door.models import REASON_LENGTH, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, NAME_LENGTH, OrganId

DIGEST_LENGTH = 64


def _organ() -> "models.ForeignKey[OrganId, OrganId]":
    return models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")


class Consultation(SealedRow):
    """day: for which it is proposed or agreed.  held_on: on which it was held; None before that was recorded.

    office_present, group_present: who was there for each side.  superior_present: for the dispatching organ; "" nobody.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="consultation", primary_key=True
    )
    group = _organ()
    day = models.DateField()
    place = SealedField(max_length=NAME_LENGTH, blank=True)
    held_on = models.DateField(null=True)
    office_present = SealedField(max_length=REASON_LENGTH, blank=True)
    group_present = SealedField(max_length=REASON_LENGTH, blank=True)
    superior_present = SealedField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on=None) | (~Q(office_present="") & ~Q(group_present="")),
                name="consultation_held_by_both",
            ),
        ]
        indexes: ClassVar = [
            # What was done of a duty, and the calendar, are read off these.
            models.Index(fields=["group", "held_on"], name="consultation_of_group"),
            models.Index(fields=["day"], name="consultation_day"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.group_id} {self.day}"


class Item(SealedRow):
    """An item of the agenda. about: an open matter in which both take part, None for none.  dropped_on: when it was taken off."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = SealedField(max_length=NAME_LENGTH)
    text = SealedField(max_length=TEXT_LENGTH, blank=True)
    about = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", null=True)
    organ = _organ()
    on = models.DateField()
    dropped_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "number"], name="agenda_number_once"),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(dropped_on__gte=F("on")), name="agenda_dropped_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.number}"


class Minutes(SealedRow):
    """A version of the minutes; none is ever changed. digest: SHA-256 of all that it says (see `minutes.digest`), in hex."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    text = SealedField(max_length=TEXT_LENGTH, blank=True)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    organ = _organ()
    seat = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            # Of two who write the same next version at once the second is told.
            models.UniqueConstraint(fields=["matter", "number"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Exact(Length(F("digest")), DIGEST_LENGTH), name="minutes_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} v{self.number}"


class Decision(SealedRow):
    """A decision of the minutes. since, until: the versions from which on, and from which on no more, it stands in them.

    owner: whose it is.  act: what is to be done, an act of the pack; "" where it is no task.
    task: the task that it became.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = SealedField(max_length=TEXT_LENGTH)
    owner = _organ()
    act = models.CharField(max_length=ID_LENGTH, blank=True)
    due_on = models.DateField(null=True)
    since = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField(null=True)
    task = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="decided_by", null=True)
    entrusted_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="decision_struck_after"
            ),
            models.CheckConstraint(condition=Q(act="") | Q(due_on__isnull=False), name="decision_has_a_day"),
            models.CheckConstraint(
                condition=Q(task=None, entrusted_on=None)
                | (Q(task__isnull=False, entrusted_on__isnull=False, until=None) & ~Q(act="")),
                name="decision_entrusted_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.number}"


class Confirmation(models.Model):
    """A side confirmed this very version. It counts as long as no later version was written."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="confirmations")
    organ = _organ()
    seat = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "organ"], name="minutes_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.organ_id}"
