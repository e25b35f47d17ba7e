"""Joint supervision as far as somebody sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.joint_supervision.models import JointSupervision
from paizhu.liaison.problems.queries import problems_fact
from paizhu.liaison.sides import office_of


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return plan, checks, problems and report; of what is past nothing that came after its end. Four queries."""
    assert sight.content
    found = JointSupervision.objects.get(matter=matter)
    until = sight.until or date.max
    office, group = office_of(matter, found.group_id), found.group_id
    reported = found.reported_on is not None and found.reported_on < until
    return [
        organ_fact("office", gettext_lazy("Office"), office, present),
        organ_fact("group", gettext_lazy("Party group"), group, present),
        Fact("act", gettext_lazy("Rests on"), "joint_enforcement", Shape.ACT, bearer=office, toward=group),
        Fact("taking_part", gettext_lazy("Who takes part, of both sides"), found.taking_part),
        Fact("first_day", gettext_lazy("First day"), found.first_day, Shape.DAY),
        Fact("last_day", gettext_lazy("Last day"), found.last_day, Shape.DAY),
        Fact("plan", gettext_lazy("Plan: what is checked, and how"), found.plan, Shape.TEXT),
        _checks(found, until, present),
        problems_fact(matter, sight, present),
        Fact("reported_on", gettext_lazy("Report of"), found.reported_on if reported else None, Shape.DAY),
        Fact("report", gettext_lazy("Report"), found.report if reported else "", Shape.TEXT),
    ]


def _checks(found: JointSupervision, until: date, present: Present) -> Fact:
    rows = tuple(
        (
            Fact("number", gettext_lazy("No."), check.number, Shape.NUMBER),
            Fact("checked_on", gettext_lazy("Checked on"), check.checked_on, Shape.DAY),
            Fact("present", gettext_lazy("Present for both sides"), check.present),
            Fact("text", gettext_lazy("What was looked at"), check.text, Shape.TEXT),
            organ_fact("organ", gettext_lazy("Recorded by"), check.organ_id, present),
        )
        for check in found.checks.filter(recorded_on__lt=until).order_by("number")
    )
    return Fact("checks", gettext_lazy("Checks"), None, Shape.LIST, rows=rows)


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the first day of each that is within the span. One query."""
    found = JointSupervision.objects.filter(matter__in=matters, first_day__range=(first, last))
    return found.exclude(matter__state="cancelled").values_list("matter_id", "first_day")
