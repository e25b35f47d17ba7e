"""What persons declared. Of whom or where they are kin is sealed: the table alone does not tell."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.registry.models import PersonId


class Kinship(models.Model):
    """A person is kin of another one, or of somebody at an organ. withdrawn_on None: it stands.

    sealed: which, see `paizhu.door.kin.sealing`.
    """

    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("declared_on")), name="kinship_ordered"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
