"""Who has to keep out of a matter, or of whatever concerns an organ."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.basis import Basis
from paizhu.door.models.columns import REASON_LENGTH, organ_key
from paizhu.door.models.matters import Matter
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import ID_LENGTH, PersonId


class Recusal(SealedRow):
    """A person has to do with a matter, or with a party: declared or derived, then decided by somebody else.

    Until it is decided, and when it is decided that it holds, it blocks.  organ: any matter with that party.
    holds None: not decided yet.  basis: a derived one stands here only once it is decided, for one matter.
    """

    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals", null=True)
    organ = organ_key(null=True)
    basis = models.CharField(max_length=20, default=Basis.DECLARED.value)
    reason = SealedField(max_length=REASON_LENGTH)
    declared_by = models.CharField(max_length=ID_LENGTH)
    declared_on = models.DateField()
    holds = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=ID_LENGTH, blank=True)
    decided_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(matter=None, organ__isnull=False) | Q(matter__isnull=False, organ=None),
                name="recusal_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(holds=None, decided_by="", decided_on=None)
                | (Q(holds__isnull=False, decided_on__isnull=False) & ~Q(decided_by="")),
                name="recusal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("declared_by")), name="recusal_decided_by_another"
            ),
            models.CheckConstraint(condition=Q(basis__in=[b.value for b in Basis]), name="recusal_basis"),
            models.CheckConstraint(
                condition=Q(basis=Basis.DECLARED.value) | Q(holds__isnull=False, matter__isnull=False),
                name="recusal_derived_is_decided",
            ),
            models.UniqueConstraint(
                fields=["matter", "person", "basis"],
                condition=~Q(basis=Basis.DECLARED.value),
                name="recusal_derived_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"
