"""Which person has read which notice; a notice itself is for an organ (`paizhu.door.models.Notice`)."""

from typing import ClassVar

from django.db import models

from paizhu.door.models import Notice
from paizhu.registry.models import PersonId


class Read(models.Model):
    """A person has read a notice, or put it aside. It is theirs alone: nobody else sees it, and it is no act."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="reads")
    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "notice"], name="notice_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.notice_id}"
