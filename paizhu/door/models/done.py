"""What was done: the act, the ground that it rested on, the consents to it, and who was told."""

from typing import ClassVar

from django.db import models

from paizhu.door.models.columns import WORD, organ_key
from paizhu.door.models.matters import Matter
from paizhu.journal.models import Entry
from paizhu.registry.models import ID_LENGTH

DIGEST_LENGTH = 80


class Performed(models.Model):
    """An act that was done: which entry tells of it, and the key of its form, so that a form sent twice acts once.

    step: id of the act.  from_state, to_state: "" where there is none.
    digest: of what was sent with the key (`door.resending`); None where there is no key, or from before it was kept.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="performed", primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="performed", null=True)
    act = models.CharField(max_length=WORD)
    organ = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    person = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()
    from_state = models.CharField(max_length=WORD, blank=True)
    to_state = models.CharField(max_length=WORD, blank=True)
    key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  None: it had none; "" would be one

    digest = models.CharField(max_length=DIGEST_LENGTH, null=True)  # noqa: DJ001  None: not known; nothing has none

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "entry"], name="performed_on_matter"),
            models.Index(fields=["organ", "-entry"], name="performed_by_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.act}"


class Ground(models.Model):
    """The ruling that an act rested on, as it was said on that day. said: the result in Chinese, norms and relations named."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="grounds")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="grounds", null=True)
    bearer = models.CharField(max_length=ID_LENGTH)
    act = models.CharField(max_length=ID_LENGTH)
    toward = models.CharField(max_length=ID_LENGTH, blank=True)
    on = models.DateField()
    answer = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    norms = models.JSONField(default=list)
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.bearer} {self.act} {self.toward} {self.on}: {self.answer}"


class Consent(models.Model):
    """A side's recorded consent to what rests on agreement only."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consents")
    organ = organ_key()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "organ"], name="consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.organ_id}"


class Notice(models.Model):
    """What a side is told of: a reference and an act, never content. read_by: persons of the organ who opened it."""

    organ = organ_key()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=WORD)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "entry"], name="notice_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="notice_of_organ")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.act}"
