"""A visit as far as somebody sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.problems.queries import problems_fact
from paizhu.liaison.sides import is_inside, office_of
from paizhu.liaison.visits.models import Visit


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return the visit and what was found; to the host what was found only once it was told of it. Four queries.

    Of what is past nothing that came after its end.
    """
    assert sight.content
    visit = Visit.objects.get(matter=matter)
    until = sight.until or date.max
    office = office_of(matter, visit.host_id)
    kept_back = not _by(visit.told_on, until) and not is_inside(matter, sight, present)
    made = _by(visit.recorded_on, until) and not kept_back
    facts = [
        organ_fact("office", gettext_lazy("Office"), office, present),
        organ_fact("host", gettext_lazy("Host"), visit.host_id, present),
        Fact(
            "act",
            gettext_lazy("Rests on"),
            "supervise.onsite",
            Shape.ACT,
            bearer=office,
            toward=visit.host_id,
        ),
        Fact("day", gettext_lazy("Day"), visit.day, Shape.DAY),
        Fact("place", gettext_lazy("Where to"), visit.place),
        Fact("subject", gettext_lazy("What is looked at"), visit.subject, Shape.TEXT),
        _day("announced_on", gettext_lazy("Host told beforehand on"), visit.announced_on, until),
        Fact("visited_on", gettext_lazy("Visited on"), visit.visited_on if made else None, Shape.DAY),
        Fact("visitors", gettext_lazy("Present for the office"), visit.visitors if made else ""),
        Fact("met", gettext_lazy("Whom they met"), visit.met if made else ""),
        Fact("seen", gettext_lazy("What was seen"), visit.seen if made else "", Shape.TEXT),
        _day("told_on", gettext_lazy("Host told on"), visit.told_on, until),
    ]
    return facts if kept_back else [*facts, problems_fact(matter, sight, present)]


def _by(day: date | None, until: date) -> bool:
    return day is not None and day < until


def _day(name: str, label: object, day: date | None, until: date) -> Fact:
    return Fact(name, label, day if _by(day, until) else None, Shape.DAY)  # type: ignore[arg-type]


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span: on which it was made, else for which it is planned. One query."""
    found = Visit.objects.filter(matter__in=matters).exclude(matter__state="cancelled")
    dated = found.annotate(on=Coalesce("visited_on", "day")).filter(on__range=(first, last))
    return dated.values_list("matter_id", "on")
