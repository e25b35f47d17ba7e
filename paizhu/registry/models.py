"""The registry in the database, in two times.

Valid time (`since`, `until`, half-open, None open): when a fact holds. Recorded time (`recorded_from`,
`recorded_to`): when the registry said so. A correction ends the old row and adds a new one, so that what was known
at any instant stays as it was; no row is ever changed otherwise, or deleted (the database itself refuses it).

What others refer to has a table of its own for the ids (`OrganId`, `PostId`, `PersonId`), so that a reference
outlives every correction.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from paizhu.registry.changes import ChangeKind
from paizhu.registry.kinds import Kind, Level, Type

ID_LENGTH, NAME_LENGTH, BASIS_LENGTH = 100, 200, 500


def _one_of(words: type[Kind | Type | Level]) -> list[str]:
    return [word.value for word in words]


class Change(models.Model):
    """One import or edit: everything it recorded carries its instant. source: the file, or what was edited."""

    at = models.DateTimeField(unique=True)
    kind = models.CharField(max_length=20, default=ChangeKind.IMPORT.value)
    source = models.CharField(max_length=NAME_LENGTH)
    reason = models.CharField(max_length=BASIS_LENGTH, blank=True, default="")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.source}"


def known_at(at: datetime | None) -> Q:
    """Return the condition on rows that the registry said them at the instant; None: that it says them now."""
    if at is None:
        return Q(recorded_to=None)
    return (Q(recorded_to=None) | Q(recorded_to__gt=at)) & Q(recorded_from__lte=at)


class RecordedQuerySet(models.QuerySet["Recorded"]):
    def known(self, at: datetime | None) -> Self:
        """Return what the registry said at the instant; None: what it says now."""
        return self.filter(known_at(at))


class Recorded(models.Model):
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, "code_id", None) or getattr(self, "code", ""))


def _checks(table: str, *spans: str) -> list[models.BaseConstraint]:
    """Constraints that every list has: one current row for an id, and spans that do not end before they start."""
    by_id: list[models.BaseConstraint] = [
        models.UniqueConstraint(fields=["code"], condition=Q(recorded_to=None), name=f"{table}_once_current"),
        models.UniqueConstraint(fields=["code", "recorded_from"], name=f"{table}_once_recorded"),
    ]
    for span in (*spans, "recorded"):
        first, last = (
            ("recorded_from", "recorded_to") if span == "recorded" else (f"{span}since", f"{span}until")
        )
        ordered = Q(**{f"{last}__gt": F(first)}) | Q(**{first: None}) | Q(**{last: None})
        by_id.append(models.CheckConstraint(condition=ordered, name=f"{table}_{span}ordered"))
    return by_id


def _when(table: str) -> list[models.Index]:
    """Indexes that every list has: what was recorded since an instant is found without looking at all rows."""
    ended = Q(recorded_to__isnull=False)
    return [
        models.Index(fields=["recorded_from"], name=f"{table}_from"),
        models.Index(fields=["recorded_to"], name=f"{table}_to", condition=ended),
    ]


class Id(models.Model):
    id = models.CharField(primary_key=True, max_length=ID_LENGTH)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.id


class OrganId(Id):
    pass


class PostId(Id):
    pass


class PersonId(Id):
    pass


def _refers(to: type[Id]) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+")


class Organ(Recorded):
    code = _refers(OrganId)
    name = models.CharField(max_length=NAME_LENGTH)
    short = models.CharField(max_length=NAME_LENGTH, blank=True)
    kind = models.CharField(max_length=20)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            *_checks("organ", ""),
            models.CheckConstraint(condition=Q(kind__in=_one_of(Kind)), name="organ_kind"),
        ]
        indexes: ClassVar = _when("organ")


class Relation(Recorded):
    code = models.CharField(max_length=ID_LENGTH)
    type = models.CharField(max_length=20)
    source = _refers(OrganId)
    target = _refers(OrganId)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    basis = models.CharField(max_length=BASIS_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            *_checks("relation", ""),
            models.CheckConstraint(condition=Q(type__in=_one_of(Type)), name="relation_type"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_not_to_itself"),
        ]
        # Every new row is compared with those between the same ends.
        indexes: ClassVar = [
            models.Index(fields=["source", "target", "type"], name="relation_ends"),
            *_when("relation"),
        ]


class Post(Recorded):
    code = _refers(PostId)
    organ = _refers(OrganId)
    title = models.CharField(max_length=NAME_LENGTH)
    level = models.CharField(max_length=20, blank=True)
    managed_by = models.ForeignKey(OrganId, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            *_checks("post"),
            models.CheckConstraint(condition=Q(level__in=["", *_one_of(Level)]), name="post_level"),
        ]
        indexes: ClassVar = _when("post")


class Person(Recorded):
    code = _refers(PersonId)
    party_member = models.BooleanField(null=True)
    party_member_since = models.DateField(null=True)
    party_member_until = models.DateField(null=True)
    supervised = models.BooleanField(null=True)
    supervised_since = models.DateField(null=True)
    supervised_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = _checks("person", "party_member_", "supervised_")
        indexes: ClassVar = _when("person")


class Seat(Recorded):
    """sole: its post has one holder on any day; kept here so that the database can hold that rule."""

    code = models.CharField(max_length=ID_LENGTH)
    post = _refers(PostId)
    person = _refers(PersonId)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    sole = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = _checks("seat", "")
        indexes: ClassVar = _when("seat")


class LocalNorms(models.Model):
    """A city's own measures, for the organs under `authority` from `since` on; files: name -> text of each.

    until: the day after the last one, None open.
    """

    code = models.CharField(max_length=ID_LENGTH)
    authority = _refers(OrganId)
    since = models.DateField()
    until = models.DateField(null=True)
    files = models.JSONField()
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(recorded_to=None), name="local_norms_once_current"
            ),
        ]

    def __str__(self) -> str:
        return self.code
