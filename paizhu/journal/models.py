"""The journal in the database: one log per organ, its entries, and the content that entries only commit to.

Entries are never changed or deleted, and neither is a log; the database itself refuses it. Content may be deleted
when its time is over, not changed: the entry's commitment stays as the stub of it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

LOG_LENGTH, NAME_LENGTH, SALT_LENGTH = 100, 100, 32
SHA256 = "sha-256"


class Log(models.Model):
    """The entries of one organ.

    latest_at: the instant of its last entry, in microseconds since 1970, so that one statement takes the next number.
    """

    organ = models.CharField(max_length=LOG_LENGTH, unique=True)
    hash = models.CharField(max_length=20, default=SHA256)
    length = models.BigIntegerField(default=0)
    latest_at = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(length__gte=0), name="journal_log_length"),
            models.CheckConstraint(condition=~Q(organ=""), name="journal_log_named"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} ({self.length})"


class Entry(models.Model):
    """One act, done or refused. body: canonical JSON text.  hashes: of the subtrees that it completes, one after the other."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    body = models.TextField()
    hashes = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["log", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "number"], name="journal_entry_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="journal_entry_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.log.organ} {self.number}"


class Tile(models.Model):
    """Hashes of subtrees side by side, as `tiles` has them. tier: 0 for the narrowest.  place: from 0, in its tier."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="tiles", db_index=False)
    tier = models.SmallIntegerField()
    place = models.BigIntegerField()
    nodes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "tier", "place"], name="journal_tile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.tier} {self.place}"


class Content(models.Model):
    """What an entry commits to under a name. value: canonical JSON text.

    salt: without it, a commitment to a value that can be guessed would give it away.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="content", db_index=False)
    name = models.CharField(max_length=NAME_LENGTH)
    salt = models.BinaryField(max_length=SALT_LENGTH)
    value = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name"], name="journal_content_once"),
            models.CheckConstraint(
                condition=Exact(Length(F("salt")), SALT_LENGTH), name="journal_content_salted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Checkpoint(models.Model):
    """The head of a log as it was signed. note: a signed note, with the log's own signature only."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering: ClassVar = ["log", "size"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "size"], name="journal_checkpoint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.log.organ} {self.size}"


class Countersignature(models.Model):
    """What a witness signed of a checkpoint of ours. name: of the witness's key.  line: as it stands below the note."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="countersignatures", db_index=False
    )
    name = models.CharField(max_length=NAME_LENGTH)
    line = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checkpoint", "name"], name="journal_countersigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.name}"


class Witnessed(models.Model):
    """A checkpoint of another's log that we countersigned: no later one may contradict it. note: with all signatures."""

    origin = models.CharField(max_length=400)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering: ClassVar = ["origin", "size"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin", "size"], name="journal_witnessed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"


class Contradiction(models.Model):
    """That a log kept here was found not to be what was signed. fault, number, name: the first finding, as `checking` has it.

    ended_at: when the log agreed again; None while it does not.  It is a notice, no part of the record: verifying tells anew.
    """

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="contradictions")
    fault = models.CharField(max_length=20)
    number = models.BigIntegerField()
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["log"], condition=Q(ended_at=None), name="journal_contradicted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.fault} {self.number}"
