"""What is kept of a file beside its content, which lies encrypted in the home."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from paizhu.door.models import Matter
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.journal.models import Entry
from paizhu.registry.models import ID_LENGTH, OrganId

FILE_LENGTH, SHA256_LENGTH, KEY_LENGTH = 32, 64, 16
NAME_LENGTH = 150


class Attachment(SealedRow):
    """A file that was attached to a matter.

    name: as it was called, less what a name should not hold.  size: bytes of the content.  sha256: of the content.
    file: random, names the stored file and the attachment in addresses.  key: id of the key that its own key is
    wrapped with.  organ, seat: who attached it.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="attachments")
    name = SealedField(max_length=NAME_LENGTH)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    file = models.CharField(max_length=FILE_LENGTH, unique=True)
    key = models.CharField(max_length=KEY_LENGTH)
    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="attachment")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1), name="attachment_holds_something"),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_named"),
            models.CheckConstraint(
                condition=Exact(Length(F("sha256")), SHA256_LENGTH), name="attachment_sha256"
            ),
            models.CheckConstraint(condition=Exact(Length(F("file")), FILE_LENGTH), name="attachment_file"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.file}"
