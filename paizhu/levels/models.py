"""What a passed-down matter holds beside its matter: from which one, by whom, to whom, and what is asked."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.models import ITEM_LENGTH, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import OrganId


class Relay(SealedRow):
    """root: the matter between the office and the host from which it all comes.  parent: the one that was passed on by this.

    item: the decision or measure of the parent that it is about, by number; "" for the whole.  level: 1 right below the root.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="relay", primary_key=True)
    root = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="relays")
    parent = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="passed_on")
    item = models.CharField(max_length=ITEM_LENGTH, blank=True, default="")
    level = models.PositiveSmallIntegerField()
    passer = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    request = SealedField(max_length=TEXT_LENGTH)
    due_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(passer=F("unit")), name="relay_between_two_parties"),
            models.CheckConstraint(
                condition=Q(level=1, root=F("parent")) | (Q(level__gt=1) & ~Q(root=F("parent"))),
                name="relay_level",
            ),
            models.CheckConstraint(condition=~Q(matter=F("parent")), name="relay_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.passer_id} → {self.unit_id}"
