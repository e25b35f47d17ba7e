"""What a notice of important information holds beside its matter."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import WORD, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, OrganId


class Sort(StrEnum):
    """What the notice is of. Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第十一条: 重要情况、重要问题."""

    SITUATION = "situation"
    PROBLEM = "problem"


class Notification(SealedRow):
    """act: of the vocabulary, which whoever gave it owes the receiver.

    arose_on: the day on which it came about, None where none is said.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="notification", primary_key=True
    )
    receiver = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=WORD)
    act = models.CharField(max_length=ID_LENGTH)
    body = SealedField(max_length=TEXT_LENGTH)
    arose_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=[s.value for s in Sort]), name="notification_sort"),
            models.CheckConstraint(condition=~Q(body=""), name="notification_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.sort}"
