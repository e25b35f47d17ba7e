"""What attendance at a meeting holds beside its matter."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import REASON_LENGTH, WORD, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import NAME_LENGTH, OrganId


class Meeting(StrEnum):
    """Which meeting of the host. Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第三十二条第（一）项."""

    LEADERSHIP = "leadership"  # 领导班子会议
    PARTY_GROUP = "party_group"  # 党组（党委）会议
    OTHER = "other"  # 其他重要会议


class Capacity(StrEnum):
    """How the office was there; neither gives a vote."""

    ATTENDED = "attended"  # 参加
    SAT_IN = "sat_in"  # 列席


class Verdict(StrEnum):
    """How an opinion stands in the host's minutes."""

    RECORDED = "recorded"
    SOFTENED = "softened"
    MISSING = "missing"


class Adoption(StrEnum):
    """What the host makes of an opinion."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    DECLINED = "declined"


def _one_of(name: str, words: type[StrEnum]) -> Q:
    return Q(**{name: ""}) | Q(**{f"{name}__in": [w.value for w in words]})


class Attendance(SealedRow):
    """day: for which the meeting is announced.  Each later step has the day of its act; None before it was done.

    present: who was there for the office.  opinion: as it was raised, never changed.  minuted: what the host's minutes say of it.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="attendance", primary_key=True
    )
    host = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    meeting = models.CharField(max_length=WORD)
    day = models.DateField()
    place = SealedField(max_length=NAME_LENGTH, blank=True)
    agenda = SealedField(max_length=TEXT_LENGTH)
    attended_on = models.DateField(null=True)
    capacity = models.CharField(max_length=WORD, blank=True)
    present = SealedField(max_length=REASON_LENGTH, blank=True)
    recorded_on = models.DateField(null=True)
    opinion = SealedField(max_length=TEXT_LENGTH, blank=True)
    raised_on = models.DateField(null=True)
    minuted = SealedField(max_length=TEXT_LENGTH, blank=True)
    minuted_on = models.DateField(null=True)
    verdict = models.CharField(max_length=WORD, blank=True)
    compared_on = models.DateField(null=True)
    adoption = models.CharField(max_length=WORD, blank=True)
    responded_on = models.DateField(null=True)
    outcome = SealedField(max_length=TEXT_LENGTH, blank=True)
    followed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(meeting__in=[m.value for m in Meeting]), name="attendance_meeting"
            ),
            models.CheckConstraint(condition=_one_of("capacity", Capacity), name="attendance_capacity"),
            models.CheckConstraint(condition=_one_of("verdict", Verdict), name="attendance_verdict"),
            models.CheckConstraint(condition=_one_of("adoption", Adoption), name="attendance_adoption"),
            models.CheckConstraint(
                condition=Q(raised_on=None) | (Q(attended_on__isnull=False) & ~Q(opinion="")),
                name="attendance_opinion_of_who_was_there",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="attendance_day")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.host_id} {self.day}"
