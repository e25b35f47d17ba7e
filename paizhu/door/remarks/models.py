"""What was said of a matter."""

from typing import ClassVar

from django.db import models

from paizhu.door.models import ITEM_LENGTH, WORD, Matter
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, OrganId

TEXT_LENGTH = 10_000


class Remark(SealedRow):
    """What a side said of a matter. kind: the act by which it was said.  on: the day that the act is about.

    item: which of several like things on the matter it is about, "" for the matter.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=WORD)
    item = models.CharField(max_length=ITEM_LENGTH, blank=True, default="")
    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()
    text = SealedField(max_length=TEXT_LENGTH)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind}"
