"""What a request for support holds beside its matter. Of the matter behind it, it holds nothing: the host sees all of this."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.models import Matter, Participation
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.norms.model import Unit
from paizhu.registry.models import ID_LENGTH, OrganId, PersonId


class Sort(StrEnum):
    """What is asked for, and so which act of the vocabulary the host owes.

    Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第十一条. Of lending people it says nothing in so many words: that is
    supporting and cooperating.
    """

    PEOPLE = "people"
    MEANS = "means"
    INFORMATION = "information"

    @property
    def act(self) -> str:
        """The act of the vocabulary, the host's."""
        return _ACTS[self]

    @property
    def is_lent(self) -> bool:
        """Whether it is lent for a time, and taken back."""
        return self is not Sort.INFORMATION


_ACTS = {
    Sort.PEOPLE: "cooperate",
    Sort.MEANS: "cooperate.provide_conditions",
    Sort.INFORMATION: "cooperate.provide_materials",
}


class Support(SealedRow):
    """length, unit: the time to answer, which the request sets.  lent_until: the day from which what was lent is back.

    lent_until None: nothing was lent, or the host has not answered yet.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="support", primary_key=True)
    sort = models.CharField(max_length=20)
    act = models.CharField(max_length=ID_LENGTH)
    host = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    need = SealedField(max_length=TEXT_LENGTH)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    lent_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=[s.value for s in Sort]), name="support_sort"),
            models.CheckConstraint(condition=Q(unit__in=[u.value for u in Unit]), name="support_unit"),
            models.CheckConstraint(condition=Q(length__gte=1), name="support_length"),
            models.CheckConstraint(
                condition=Q(lent_until=None) | ~Q(sort=Sort.INFORMATION.value),
                name="support_information_is_not_lent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.sort}"


class Lent(models.Model):
    """A person whom the host lends. until: the day from which they are back, moved forward when they are taken back earlier."""

    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="lent")
    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="lent_ordered"),
            models.UniqueConstraint(fields=["support", "person"], name="lent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.support_id} {self.person_id}"


class Admitted(models.Model):
    """A lent person may see a matter of the office as long as they are lent. The host is not told which."""

    lent = models.ForeignKey(Lent, on_delete=models.PROTECT, related_name="admitted")
    participation = models.OneToOneField(Participation, on_delete=models.PROTECT, related_name="admitted")

    def __str__(self) -> str:
        return str(self.participation)
