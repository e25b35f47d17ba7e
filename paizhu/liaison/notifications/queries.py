"""A notice of important information as far as somebody sees it."""

from django.utils.translation import gettext_lazy, ngettext

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.notifications.forms import SORT_NAMES
from paizhu.liaison.notifications.models import Notification


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return who told whom of what, and how long after it came about. All of it is of the day it was opened."""
    assert sight.content
    found = Notification.objects.get(matter=matter)
    teller = matter.owner_id
    days = None if found.arose_on is None else (matter.opened_on - found.arose_on).days
    return [
        organ_fact("teller", gettext_lazy("Told by"), teller, present),
        organ_fact("receiver", gettext_lazy("Told to"), matter.counterpart_id or found.receiver_id, present),
        Fact("sort", gettext_lazy("Of what"), found.sort, said=SORT_NAMES[found.sort]),
        Fact("act", gettext_lazy("Rests on"), found.act, Shape.ACT, bearer=teller, toward=found.receiver_id),
        Fact("arose_on", gettext_lazy("Came about on"), found.arose_on, Shape.DAY),
        Fact("given_on", gettext_lazy("Told on"), matter.opened_on, Shape.DAY),
        Fact(
            "days", gettext_lazy("Told after"), days, Shape.NUMBER, said="" if days is None else _days(days)
        ),
        Fact("body", gettext_lazy("What is told"), found.body, Shape.TEXT),
    ]


def _days(days: int) -> str:
    return ngettext("{n} day", "{n} days", days).format(n=days)
