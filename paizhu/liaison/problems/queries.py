"""Problems as far as somebody sees them, for the kinds on whose matters they are found."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.problems.models import Problem
from paizhu.liaison.sides import shared_by


def problems_fact(matter: Matter, sight: Sight, present: Present) -> Fact:
    """Return the problems of a matter as a list, each with what became of it. Two queries.

    The matter that one became is told to those whose organ takes part in it: a host, once it was issued.
    """
    until = sight.until or date.max
    found = list(matter.problems.filter(found_on__lt=until).order_by("number").select_related("became"))
    seen = shared_by((p.became_id for p in found), sight)
    rows = tuple(_row(p, until, present, shared=p.became_id in seen) for p in found)
    return Fact("problems", gettext_lazy("Problems found"), None, Shape.LIST, rows=rows)


def _row(problem: Problem, until: date, present: Present, *, shared: bool) -> tuple[Fact, ...]:
    settled = problem.settled_on is not None and problem.settled_on < until
    became = (
        problem.became if shared and problem.became_on is not None and problem.became_on < until else None
    )
    kind = present.base.procedure_by_id(became.procedure).name if became is not None else None
    return (
        Fact("number", gettext_lazy("No."), problem.number, Shape.NUMBER),
        Fact("text", gettext_lazy("Problem found"), problem.text, Shape.TEXT),
        organ_fact("organ", gettext_lazy("Where"), problem.organ_id, present),
        Fact("settled", gettext_lazy("How it was put right"), problem.settled if settled else "", Shape.TEXT),
        Fact("became", gettext_lazy("Taken up by"), became.reference if became else "", Shape.MATTER),
        Fact(
            "became_kind",
            gettext_lazy("Kind"),
            became.kind if became else "",
            said=kind.in_(_lang()) if kind else "",
        ),
    )


def _lang() -> str:
    return "en" if get_language() == "en" else "zh"
