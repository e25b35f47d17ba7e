"""An exchange of views as far as somebody sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.exchanges.forms import SUBJECTS
from paizhu.liaison.exchanges.models import Exchange


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what was recorded; none of it changes afterwards. One query."""
    assert sight.content
    found = Exchange.objects.get(matter=matter)
    subjects = gettext(", ").join(str(word) for name, word in SUBJECTS.items() if getattr(found, name))
    return [
        organ_fact("group", gettext_lazy("Party group"), found.group_id, present),
        Fact("held_on", gettext_lazy("Held on"), found.held_on, Shape.DAY),
        Fact(
            "act",
            gettext_lazy("Rests on"),
            "exchange_views",
            Shape.ACT,
            bearer=found.head,
            toward=found.leader,
        ),
        Fact("subjects", gettext_lazy("Subjects"), subjects),
        Fact("text", pgettext_lazy("exchange of views", "What was said"), found.text, Shape.TEXT),
        Fact("suggestions", gettext_lazy("Suggestions made"), found.suggestions, Shape.TEXT),
    ]


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span. One query."""
    found = Exchange.objects.filter(matter__in=matters, held_on__range=(first, last))
    return found.values_list("matter_id", "held_on")
