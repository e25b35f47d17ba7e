"""Who takes part in a matter: as a side of its procedure, or by a grant."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models.columns import REASON_LENGTH, WORD, in_order, organ_key
from paizhu.door.models.matters import Matter
from paizhu.registry.models import ID_LENGTH, PersonId


class Participation(models.Model):
    """An organ, or one person, takes part in a matter as a side of its procedure.

    person None: every seat of the organ.  side "": by a grant.  content False: only the overview.
    until: the day from which it is over; what happened before stays in sight.
    kind, state, closed: as the matter has them now, so that a filtered list looks up no matter that does not fit. The database
    sets them itself, when the part begins and whenever the matter changes (migration 12); nothing else writes them.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="participations")
    organ = organ_key(index=False)
    person = models.ForeignKey(
        PersonId, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    side = models.CharField(max_length=WORD, blank=True)
    content = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)
    kind = models.CharField(max_length=WORD, null=True, editable=False)  # noqa: DJ001  set by the database
    state = models.CharField(max_length=WORD, null=True, editable=False)  # noqa: DJ001
    closed = models.BooleanField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [in_order("participation")]
        indexes: ClassVar = [
            # A list of an organ's matters, newest first, is read off this one alone, and filtered by it.
            models.Index(
                fields=["organ", "person", "-matter", "side", "since", "until", "kind", "state", "closed"],
                name="participation_of_organ",
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
