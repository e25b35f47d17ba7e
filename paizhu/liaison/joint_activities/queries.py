"""A joint activity as far as somebody sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.joint_activities.forms import SORT_NAMES
from paizhu.liaison.joint_activities.models import JointActivity, Sort


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what was planned and done; of what is past nothing that came after its end. One query."""
    assert sight.content
    found = JointActivity.objects.get(matter=matter)
    proposer, partner = matter.owner_id, matter.counterpart_id or found.partner_id
    done = found.recorded_on is not None and (sight.until is None or found.recorded_on < sight.until)
    act = Sort(found.sort).act
    return [
        Fact("sort", gettext_lazy("What is done together"), found.sort, said=SORT_NAMES[found.sort]),
        organ_fact("proposer", gettext_lazy("Proposed by"), proposer, present),
        organ_fact("partner", gettext_lazy("With whom"), partner, present),
        Fact("act", gettext_lazy("Rests on"), act, Shape.ACT, bearer=proposer, toward=partner),
        Fact("day", gettext_lazy("Day"), found.day, Shape.DAY),
        Fact("place", gettext_lazy("Place"), found.place),
        Fact("plan", gettext_lazy("Plan: for whom, how, who does what"), found.plan, Shape.TEXT),
        Fact("held_on", gettext_lazy("Held on"), found.held_on if done else None, Shape.DAY),
        Fact("present", gettext_lazy("Present for both sides"), found.present if done else ""),
        Fact("attended", gettext_lazy("How many took part"), found.attended if done else None, Shape.NUMBER),
        Fact(
            "record",
            gettext_lazy("What was done, and what came of it"),
            found.record if done else "",
            Shape.TEXT,
        ),
    ]


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span: on which it was held, else for which it is planned. One query."""
    found = JointActivity.objects.filter(matter__in=matters)
    dated = found.exclude(matter__state__in=["cancelled", "declined"]).annotate(on=Coalesce("held_on", "day"))
    return dated.filter(on__range=(first, last)).values_list("matter_id", "on")
