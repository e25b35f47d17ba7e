"""What a person keeps for themselves of the lists."""

from typing import ClassVar

from django.db import models

from paizhu.door.models.columns import REASON_LENGTH, WORD
from paizhu.registry.models import PersonId


class SavedView(models.Model):
    """A person's own filters of the list of matters, under a name. It is no act: nobody else sees or owes anything by it."""

    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=WORD)
    query = models.CharField(max_length=REASON_LENGTH)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_once"),
        ]

    def __str__(self) -> str:
        return self.name
