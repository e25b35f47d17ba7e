"""Which acts are not offered on a rectification: those on a measure where none is there, and closing on a lapsed acceptance."""

from collections.abc import Collection

from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.rectification.measure_acts import ACTS
from paizhu.rectification.measure_forms import OfMeasure
from paizhu.rectification.models import Measure

CLOSE = "rectification.close"


def unfit(matters: Collection[Matter], present: Present) -> dict[int, frozenset[str]]:
    """Return by key of the matter the acts that do not fit it. Two queries."""
    standing: dict[int, set[str]] = {matter.pk: set() for matter in matters}
    measures = Measure.objects.filter(matter__in=standing).order_by().distinct()
    for matter, found in measures.values_list("matter", "standing"):
        standing[matter].add(found)
    on_measures = {act.id: act.form.wanted for act in ACTS if issubclass(act.form, OfMeasure)}
    lapsed = _lapsed(standing, present)
    return {
        matter: frozenset(act for act, wanted in on_measures.items() if not wanted & found)
        | (frozenset([CLOSE]) if matter in lapsed else frozenset())
        for matter, found in standing.items()
    }


def _lapsed(matters: Collection[int], present: Present) -> set[int]:
    """The matters of which the acceptance held until a day that has passed: they are verified anew, and not closed."""
    over = Clock.objects.filter(matter__in=matters, limit="acceptance", stopped_on=None, due__lt=present.on)
    return set(over.values_list("matter", flat=True))
