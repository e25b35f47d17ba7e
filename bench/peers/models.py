# ruff: noqa: DJ008  nobody looks at single rows of these
"""The rows of the journal and of an act, once for each way to save them; every way has tables of its own."""

from auditlog.registry import auditlog
from django.db import models
from simple_history.models import HistoricalRecords


class _Log(models.Model):
    organ = models.CharField(max_length=100)
    length = models.BigIntegerField(default=0)
    latest_at = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class _Entry(models.Model):
    log = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    body = models.TextField()
    hashes = models.CharField(max_length=64)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["log", "number"], name="%(class)s_once")]  # noqa: RUF012


class _Content(models.Model):
    entry = models.BigIntegerField()
    name = models.CharField(max_length=100)
    salt = models.CharField(max_length=64)
    value = models.TextField()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="%(class)s_once")]  # noqa: RUF012


class PlainLog(_Log):
    """The log, saved plainly."""


class PlainEntry(_Entry):
    """An entry, saved plainly."""


class PlainContent(_Content):
    """Content, saved plainly."""


class HistoryLog(_Log):
    """The log, with django-simple-history."""

    history = HistoricalRecords()


class HistoryEntry(_Entry):
    """An entry, with django-simple-history."""

    history = HistoricalRecords()


class HistoryContent(_Content):
    """Content, with django-simple-history."""

    history = HistoricalRecords()


class AuditedLog(_Log):
    """The log, with django-auditlog."""


class AuditedEntry(_Entry):
    """An entry, with django-auditlog."""


class AuditedContent(_Content):
    """Content, with django-auditlog."""


for model in (AuditedLog, AuditedEntry, AuditedContent):
    auditlog.register(model)
