"""What the door keeps: matters, who takes part in them, their clocks, and the grounds that acts rested on.

`since` and `until` are half-open days, None open. Nothing here is written except by acts (`paizhu.door.perform`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from paizhu.door.basis import Basis
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.door.secrecy import Secrecy
from paizhu.journal.models import Entry
from paizhu.registry.models import ID_LENGTH, NAME_LENGTH, OrganId, PersonId

WORD = 60  # ids of kinds, states, sides, acts
ITEM_LENGTH = 20
REASON_LENGTH = 500


def _organ(related: str = "+", *, null: bool = False) -> "models.ForeignKey[OrganId, OrganId]":
    return models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name=related, null=null)


def _span(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name=f"{name}_ordered")


class Matter(SealedRow):
    """One matter of any kind; a table per kind holds the rest.

    reference: random, what everybody sees but the owner, whose own register numbers it without a gap.
    procedure: id of the version that it follows until it is closed.  circle: only persons who are named see its content.
    awaited: the organ whose turn it is; None when nothing more is to be done.
    revision: raised by every act, so that of two at once one is told.  due: nominal day of the nearest running clock.
    destroyed_on: its content is gone since, and this row is its stub; None while it is kept.
    """

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=WORD)
    procedure = models.CharField(max_length=WORD)
    owner = _organ()
    counterpart = _organ(null=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = SealedField(max_length=NAME_LENGTH)
    state = models.CharField(max_length=WORD)
    secrecy = models.CharField(max_length=20, default=Secrecy.NONE.value)
    secret_until = models.DateField(null=True)
    circle = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    awaited = _organ(null=True)
    revision = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year", "number"], name="matter_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="matter_ordered"
            ),
            models.CheckConstraint(
                condition=Q(secrecy__in=[s.value for s in Secrecy]), name="matter_secrecy"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(closed_on__isnull=False, title=""),
                name="matter_stub_is_bare",
            ),
        ]
        indexes: ClassVar = [
            # Whose turn it is, and what an owner waits for: Today is read off these.
            models.Index(
                fields=["awaited", "due", "id"], name="matter_awaited", condition=Q(closed_on__isnull=True)
            ),
            models.Index(
                fields=["owner", "due", "id"],
                name="matter_owner_waits",
                condition=Q(closed_on__isnull=True, awaited__isnull=False) & ~Q(awaited=F("owner")),
            ),
            # What an owner has to look at when its time is over.
            models.Index(
                fields=["owner", "kind", "closed_on", "id"],
                name="matter_kept_of_owner",
                condition=Q(closed_on__isnull=False, destroyed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def sealing_matter(self) -> "Matter":
        """It is sealed with its own key."""
        return self

    @property
    def sealing_row(self) -> str:
        """Its reference, which it has before it has a key."""
        return self.reference


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


class Participation(models.Model):
    """An organ, or one person, takes part in a matter as a side of its procedure.

    person None: every seat of the organ.  side "": by a grant.  content False: only the overview.
    until: the day from which it is over; what happened before stays in sight.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="participations")
    organ = _organ()
    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+", null=True)
    side = models.CharField(max_length=WORD, blank=True)
    content = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [_span("participation")]
        indexes: ClassVar = [
            # A list of an organ's matters, newest first, is read off this one alone.
            models.Index(
                fields=["organ", "person", "-matter", "side", "since", "until"], name="participation_of_organ"
            ),
            models.Index(fields=["person", "-matter"], name="participation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.organ_id} {self.side}"


class Grant(models.Model):
    """A person may see one matter that is none of theirs: for a reason, by an approver, until an end."""

    participation = models.OneToOneField(Participation, on_delete=models.PROTECT, related_name="grant")
    reason = models.CharField(max_length=REASON_LENGTH)
    approved_by = models.CharField(max_length=ID_LENGTH)
    revoked_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.participation)


class Register(models.Model):
    """The last number that an owner gave in a year; counted up in the act's own transaction, so no number is lost."""

    owner = _organ()
    kind = models.CharField(max_length=WORD)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year"], name="register_once"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.kind} {self.year}: {self.last}"


class Recusal(SealedRow):
    """A person has to do with a matter, or with a party: declared or derived, then decided by somebody else.

    Until it is decided, and when it is decided that it holds, it blocks.  organ: any matter with that party.
    holds None: not decided yet.  basis: a derived one stands here only once it is decided, for one matter.
    """

    person = models.ForeignKey(PersonId, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals", null=True)
    organ = _organ(null=True)
    basis = models.CharField(max_length=20, default=Basis.DECLARED.value)
    reason = SealedField(max_length=REASON_LENGTH)
    declared_by = models.CharField(max_length=ID_LENGTH)
    declared_on = models.DateField()
    holds = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=ID_LENGTH, blank=True)
    decided_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(matter=None, organ__isnull=False) | Q(matter__isnull=False, organ=None),
                name="recusal_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(holds=None, decided_by="", decided_on=None)
                | (Q(holds__isnull=False, decided_on__isnull=False) & ~Q(decided_by="")),
                name="recusal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("declared_by")), name="recusal_decided_by_another"
            ),
            models.CheckConstraint(condition=Q(basis__in=[b.value for b in Basis]), name="recusal_basis"),
            models.CheckConstraint(
                condition=Q(basis=Basis.DECLARED.value) | Q(holds__isnull=False, matter__isnull=False),
                name="recusal_derived_is_decided",
            ),
            models.UniqueConstraint(
                fields=["matter", "person", "basis"],
                condition=~Q(basis=Basis.DECLARED.value),
                name="recusal_derived_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"


class Clock(models.Model):
    """A deadline on a matter, by the norm in force when it started.

    item: which of several like things on the matter it is about (a measure), "" for the matter.
    organ: who owes it.  nominal: the day that the length gives; due: the day on which it falls due (see docs/clocks.md).
    due_at: for limits in hours.  breaks: [since, until or null], days on which it stood still.
    extended: [length, unit, on, seat, reason]; sum: how it was reckoned.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    limit = models.CharField(max_length=WORD)
    item = models.CharField(max_length=ITEM_LENGTH, blank=True, default="")
    organ = _organ()
    event_on = models.DateField()
    event_at = models.DateTimeField(null=True)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    norm = models.CharField(max_length=ID_LENGTH, blank=True)
    version = models.CharField(max_length=ID_LENGTH, blank=True)
    rolls = models.CharField(max_length=20)
    nominal = models.DateField()
    due = models.DateField()
    due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    breaks = models.JSONField(default=list)
    extended = models.JSONField(default=list)
    sum = models.JSONField(default=dict)
    hard = models.BooleanField(default=False)
    warn_on = models.DateField()
    escalated_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "limit", "item"], condition=Q(stopped_on=None), name="clock_runs_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "due", "id"], condition=Q(stopped_on=None), name="clock_running_of"
            ),
            # The worker looks for what runs out, of whatever organ.
            models.Index(fields=["due"], condition=Q(stopped_on=None), name="clock_running_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.limit} {self.due}"


class Consent(models.Model):
    """A side's recorded consent to what rests on agreement only."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consents")
    organ = _organ()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "organ"], name="consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.organ_id}"


class Performed(models.Model):
    """An act that was done: which entry tells of it, and the key of its form, so that a form sent twice acts once.

    step: id of the act.  from_state, to_state: "" where there is none.
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

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "entry"], name="performed_on_matter"),
            models.Index(fields=["organ", "-entry"], name="performed_by_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.act}"


class Notice(models.Model):
    """What a side is told of: a reference and an act, never content. read_by: persons of the organ who opened it."""

    organ = _organ()
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


class Handover(models.Model):
    """An office handed a matter over to the one that took its place. year, number: in the register of the old owner.

    year, number None: the old office was not the owner.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="handovers")
    side = models.CharField(max_length=WORD)
    from_organ = _organ()
    to_organ = _organ()
    on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(from_organ=F("to_organ")), name="handover_to_another"),
            models.UniqueConstraint(fields=["matter", "side", "on"], name="handover_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.from_organ_id} → {self.to_organ_id}"


class CalendarYear(models.Model):
    """A year of the official calendar that was loaded; it replaces a known one whole. said: the year as its file says it.

    replaced_at: when another was loaded for the same year; None while it counts.
    """

    year = models.PositiveSmallIntegerField()
    said = models.JSONField()
    loaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(replaced_at=None), name="calendar_year_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


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
