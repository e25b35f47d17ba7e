"""What an exchange of views holds beside its matter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, OrganId


class Exchange(SealedRow):
    """head, leader: the posts between which it was, as parties: the office's and the Party group's.

    ecology, conduct, integrity: of which subjects of art. 34 (2) they spoke.  suggestions: "" for none.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="exchange", primary_key=True)
    group = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    head = models.CharField(max_length=ID_LENGTH)
    leader = models.CharField(max_length=ID_LENGTH)
    held_on = models.DateField()
    ecology = models.BooleanField(default=False)
    conduct = models.BooleanField(default=False)
    integrity = models.BooleanField(default=False)
    text = SealedField(max_length=TEXT_LENGTH)
    suggestions = SealedField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ecology=True) | Q(conduct=True) | Q(integrity=True), name="exchange_of_a_subject"
            ),
        ]
        indexes: ClassVar = [
            # What was done of a duty is read off this one.
            models.Index(fields=["head", "held_on"], name="exchange_of_head"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.group_id} {self.held_on}"
