"""Attendance at a meeting as far as somebody sees it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.attendance.models import Attendance
from paizhu.liaison.attendance.words import ADOPTIONS, CAPACITIES, MEETINGS, VERDICTS
from paizhu.liaison.sides import office_of


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return the meeting and the way of the opinion; of what is past nothing that came after its end. One query.

    Steps that were not taken yet have no day, and nothing is told of them.
    """
    assert sight.content
    found = Attendance.objects.get(matter=matter)
    until = sight.until or date.max

    def by(day: date | None) -> bool:
        return day is not None and day < until

    there, raised, minuted = by(found.recorded_on), by(found.raised_on), by(found.minuted_on)
    compared, responded, followed = by(found.compared_on), by(found.responded_on), by(found.followed_on)
    return [
        organ_fact("office", gettext_lazy("Office"), office_of(matter, found.host_id), present),
        organ_fact("host", gettext_lazy("Host"), found.host_id, present),
        _word("meeting", gettext_lazy("Which meeting"), found.meeting, MEETINGS),
        Fact("day", gettext_lazy("Day"), found.day, Shape.DAY),
        Fact("place", gettext_lazy("Place"), found.place),
        Fact("agenda", gettext_lazy("Agenda"), found.agenda, Shape.TEXT),
        Fact("attended_on", gettext_lazy("Held on"), found.attended_on if there else None, Shape.DAY),
        _word("capacity", gettext_lazy("As what"), found.capacity if there else "", CAPACITIES),
        Fact("present", gettext_lazy("Present for the office"), found.present if there else ""),
        Fact("opinion", gettext_lazy("Supervision opinion"), found.opinion if raised else "", Shape.TEXT),
        Fact("raised_on", gettext_lazy("Raised on"), found.raised_on if raised else None, Shape.DAY),
        Fact(
            "minuted",
            gettext_lazy("What the minutes say of the opinion"),
            found.minuted if minuted else "",
            Shape.TEXT,
        ),
        Fact(
            "minuted_on", gettext_lazy("Minutes given on"), found.minuted_on if minuted else None, Shape.DAY
        ),
        _word("verdict", gettext_lazy("In the minutes"), found.verdict if compared else "", VERDICTS),
        Fact("compared_on", gettext_lazy("Compared on"), found.compared_on if compared else None, Shape.DAY),
        _word("adoption", gettext_lazy("Adoption"), found.adoption if responded else "", ADOPTIONS),
        Fact(
            "responded_on", gettext_lazy("Answered on"), found.responded_on if responded else None, Shape.DAY
        ),
        Fact("outcome", gettext_lazy("Outcome"), found.outcome if followed else "", Shape.TEXT),
        Fact("followed_on", gettext_lazy("Followed on"), found.followed_on if followed else None, Shape.DAY),
    ]


def _word(name: str, label: str | Promise, value: str, words: Sequence[tuple[str, str | Promise]]) -> Fact:
    return Fact(name, label, value, said=dict(words).get(value, ""))


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span: of the meeting as it was held, else as it is planned. One query."""
    found = Attendance.objects.filter(matter__in=matters).exclude(matter__state="cancelled")
    dated = found.annotate(on=Coalesce("attended_on", "day")).filter(on__range=(first, last))
    return dated.values_list("matter_id", "on")
