"""What a letter holds beside its matter."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.norms.model import Unit
from paizhu.registry.models import ID_LENGTH, OrganId


class Sort(StrEnum):
    """What a letter does, and so which act of the vocabulary it is ruled on.

    REMIND rests on no provision, but on a reading: by agreement only, so it counts once the addressee has consented.
    """

    REMIND = "remind"
    URGE = "urge"
    GUIDE = "guide"

    @property
    def act(self) -> str:
        """The act of the vocabulary."""
        return _ACTS[self]


_ACTS = {
    Sort.REMIND: "remind.organ_party_committee",
    Sort.URGE: "urge.discipline_body",
    Sort.GUIDE: "guide_inspect",
}


class Letter(SealedRow):
    """length, unit: the time to answer, which the letter sets.

    issuer, year, number: its number in the register of the office that issued it, which it keeps when the matter is
    handed over; None until it is issued.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="letter", primary_key=True)
    sort = models.CharField(max_length=20)
    act = models.CharField(max_length=ID_LENGTH)
    addressee = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    body = SealedField(max_length=TEXT_LENGTH)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    issuer = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+", null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=[s.value for s in Sort]), name="letter_sort"),
            models.CheckConstraint(condition=Q(unit__in=[u.value for u in Unit]), name="letter_unit"),
            models.CheckConstraint(condition=Q(length__gte=1), name="letter_length"),
            models.CheckConstraint(
                condition=Q(issuer=None, year=None, number=None, issued_on=None)
                | Q(issuer__isnull=False, year__isnull=False, number__gte=1, issued_on__isnull=False),
                name="letter_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(issuer=None) | ~Q(issuer=models.F("addressee")), name="letter_to_another"
            ),
            models.UniqueConstraint(fields=["issuer", "year", "number"], name="letter_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.sort}"
