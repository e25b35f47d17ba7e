"""The keys of sealed matters, wrapped."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import Matter

ID_LENGTH = 16


class MatterKey(models.Model):
    """The key of one sealed matter. wrapped: nonce and ciphertext.  wrapping: id of the key that it is wrapped with.

    whole: all content that the matter had is sealed; False only for one that was there before it was to be sealed.
    When this row goes, nobody can ever read the matter's content again, wherever a copy of it lies.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="sealing_key", primary_key=True
    )
    wrapped = models.BinaryField()
    wrapping = models.CharField(max_length=ID_LENGTH)
    whole = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(wrapping=""), name="matter_key_wrapped"),
        ]
        # A rotation looks for what another key wraps.
        indexes: ClassVar = [models.Index(fields=["wrapping", "matter"], name="matter_key_by_wrapping")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.wrapping}"
