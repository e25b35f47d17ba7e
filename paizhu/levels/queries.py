"""A passed-down matter as far as somebody sees it."""

from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.levels.models import Relay


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what is asked of whom; where it comes from to those above only: a unit sees no more than its own part."""
    assert sight.content
    relay = Relay.objects.select_related("parent").get(matter=matter)
    facts = [
        organ_fact("passer", gettext_lazy("Passed down by"), relay.passer_id, present),
        organ_fact("unit", gettext_lazy("Unit"), relay.unit_id, present),
        Fact("level", gettext_lazy("Level below the host's matter"), relay.level, Shape.NUMBER),
        Fact("request", gettext_lazy("What is asked of them"), relay.request, Shape.TEXT),
    ]
    if sight.organ == relay.unit_id:
        return facts
    above = [Fact("parent", gettext_lazy("Passed down from"), relay.parent.reference, Shape.MATTER)]
    if relay.item:
        above.append(Fact("item", gettext_lazy("Decision or measure"), relay.item))
    return facts[:2] + above + facts[2:]
