"""What retention keeps: terms, holds, proposals to destroy, and of a destroyed matter its stub."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.models import REASON_LENGTH, WORD, Matter
from paizhu.journal.models import Entry
from paizhu.registry.models import ID_LENGTH, OrganId, PersonId

REFERENCE_LENGTH = 16
LONGEST_YEARS = 100
PERIOD_LENGTH = 7


def _organ(*, null: bool = False) -> "models.ForeignKey[OrganId, OrganId]":
    return models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+", null=null)


def _entry(related: str = "+") -> "models.OneToOneField[Entry, Entry]":
    return models.OneToOneField(Entry, on_delete=models.PROTECT, related_name=related)


class Term(models.Model):
    """How long an organ keeps closed matters of a kind, from a day on; the latest holds, and earlier ones stay.

    years: counted from closing; None: for good.  rule: `RULE.CLASS` of the pack, "" where the organ sets it by itself.
    """

    organ = _organ()
    kind = models.CharField(max_length=WORD)
    years = models.PositiveSmallIntegerField(null=True)
    rule = models.CharField(max_length=WORD, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()
    entry = _entry()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1, years__lte=LONGEST_YEARS), name="term_of_years"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="term_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "kind", "-entry"], name="term_of_organ")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.kind}: {self.years}"


class Hold(models.Model):
    """Nothing that it reaches is destroyed while it stands: one matter, or all matters of a person or with an organ.

    holder: whose hold it is.  placed_by, released_by: persons; never the same.  until: half-open, None until released.
    """

    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    holder = _organ()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="holds", null=True)
    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+", null=True)
    party = _organ(null=True)
    reason = models.CharField(max_length=REASON_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    placed_by = models.CharField(max_length=ID_LENGTH)
    since = models.DateField()
    until = models.DateField(null=True)
    released_on = models.DateField(null=True)
    released_by = models.CharField(max_length=ID_LENGTH, blank=True)
    released_seat = models.CharField(max_length=ID_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(matter__isnull=False, person=None, party=None)
                | Q(matter=None, person__isnull=False, party=None)
                | Q(matter=None, person=None, party__isnull=False),
                name="hold_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="hold_ordered"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(released_on=None, released_by="", released_seat="")
                | (Q(released_on__isnull=False) & ~Q(released_by="") & ~Q(released_seat="")),
                name="hold_released_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(released_by=F("placed_by")), name="hold_released_by_another"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "-id"], name="hold_of_holder"),
            models.Index(fields=["holder"], condition=Q(released_on=None), name="hold_standing"),
        ]

    def __str__(self) -> str:
        return self.reference


class Proposal(models.Model):
    """That a closed matter be destroyed. reason: the appraisal.  ended_on: when it was declined or carried out."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="proposals")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH)
    organ = _organ()
    seat = models.CharField(max_length=ID_LENGTH)
    person = models.CharField(max_length=ID_LENGTH)
    on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter"], condition=Q(ended_on=None), name="proposal_open_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "id"], condition=Q(ended_on=None), name="proposal_open_of_organ")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.on}"


class Stub(models.Model):
    """What is left of a destroyed matter beside its head: by whom, when, on which term, and what went.

    appraisal: why it was proposed.  entry: of the log, openly saying all of this but the appraisal.
    pieces: of content whose commitments stand in the log still.  files: attachments that went.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="stub", primary_key=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    organ = _organ()
    proposed_seat = models.CharField(max_length=ID_LENGTH)
    approved_seat = models.CharField(max_length=ID_LENGTH)
    appraisal = models.CharField(max_length=REASON_LENGTH)
    pieces = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    entry = _entry("stub")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-entry"], name="stub_of_organ")]

    def __str__(self) -> str:
        return str(self.matter_id)


class Counted(models.Model):
    """What a destroyed matter counts for still: without it, a duty that was done would read as missed.

    about: name of the period that it was made for, "" for that in which it was done.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="counted")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=ID_LENGTH)
    bearer = models.CharField(max_length=ID_LENGTH)
    toward = models.CharField(max_length=ID_LENGTH, blank=True)
    done_on = models.DateField()
    recorded_on = models.DateField()
    about = models.CharField(max_length=PERIOD_LENGTH, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["bearer", "done_on"], name="counted_of_bearer")]

    def __str__(self) -> str:
        return f"{self.bearer} {self.act} {self.done_on}"
