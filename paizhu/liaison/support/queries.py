"""A request for support as far as somebody sees it."""

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact, time_facts
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.support.forms import SORT_NAMES
from paizhu.liaison.support.models import Sort, Support


def unfit(matters: Collection[Matter], _present: Present) -> dict[int, frozenset[str]]:
    """Return which of lending and providing does not answer each request. One query."""
    sorts = Support.objects.filter(matter__in=matters).values_list("matter_id", "sort")
    return {
        matter: frozenset(["support.provide" if Sort(sort).is_lent else "support.lend"])
        for matter, sort in sorts
    }


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what is asked of whom, and what was lent until when; of what is past nothing that came after its end."""
    assert sight.content
    support = Support.objects.get(matter=matter)
    lent = support.lent.order_by("person")
    if sight.until is not None:
        lent = lent.filter(since__lt=sight.until)
    last = support.lent_until - timedelta(days=1) if support.lent_until and sight.until is None else None
    return [
        Fact("sort", gettext_lazy("What is asked for"), support.sort, said=SORT_NAMES[support.sort]),
        organ_fact("office", gettext_lazy("Office"), matter.owner_id, present),
        organ_fact("host", gettext_lazy("Asked of"), support.host_id, present),
        Fact(
            "act",
            gettext_lazy("Rests on"),
            support.act,
            Shape.ACT,
            bearer=support.host_id,
            toward=matter.owner_id,
        ),
        *time_facts(support.length, support.unit),
        Fact("lent", gettext_lazy("Lent"), "、".join(row.person_id for row in lent) or None),
        Fact("last_day", gettext_lazy("Lent until"), last, Shape.DAY),
        Fact("need", gettext_lazy("What is needed, and for how long"), support.need, Shape.TEXT),
    ]
