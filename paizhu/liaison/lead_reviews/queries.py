"""A joint review of leads as far as somebody sees it: the Party group what it gave and what it is told, the office more."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.lead_reviews.forms import OUTCOME_NAMES
from paizhu.liaison.lead_reviews.models import BroughtLead, LeadReview
from paizhu.liaison.sides import is_inside, office_of


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return the review and its leads; of what is past nothing that came after its end. Three queries."""
    assert sight.content
    review = LeadReview.objects.get(matter=matter)
    until = sight.until or date.max
    office, group = office_of(matter, review.group_id), review.group_id
    held = review.recorded_on is not None and review.recorded_on < until
    inside = is_inside(matter, sight, present)
    return [
        organ_fact("office", gettext_lazy("Office"), office, present),
        organ_fact("group", gettext_lazy("Party group"), group, present),
        Fact(
            "act",
            gettext_lazy("Rests on"),
            "handle_lead.joint_review",
            Shape.ACT,
            bearer=office,
            toward=group,
        ),
        Fact("field", gettext_lazy("In which field of work"), review.field),
        Fact("day", gettext_lazy("Day"), review.day, Shape.DAY),
        Fact("held_on", gettext_lazy("Held on"), review.held_on if held else None, Shape.DAY),
        Fact("office_present", gettext_lazy("Present for the office"), review.office_present if held else ""),
        Fact(
            "group_present", gettext_lazy("Present for the Party group"), review.group_present if held else ""
        ),
        Fact(
            "leads",
            gettext_lazy("Leads that were brought"),
            None,
            Shape.LIST,
            rows=_leads(review, inside, until),
        ),
    ]


def _leads(review: LeadReview, inside: bool, until: date) -> tuple[tuple[Fact, ...], ...]:
    found = review.leads.filter(brought_on__lt=until).order_by("number")
    return tuple((*_lead(lead, until), *(_assessment(lead, until) if inside else ())) for lead in found)


def _lead(lead: BroughtLead, until: date) -> tuple[Fact, ...]:
    added = lead.more_on is not None and lead.more_on < until
    answered = lead.outcome_on is not None and lead.outcome_on < until
    return (
        Fact("number", gettext_lazy("No."), lead.number, Shape.NUMBER),
        Fact("text", gettext_lazy("What was brought"), lead.text, Shape.TEXT),
        Fact("brought_on", gettext_lazy("Brought on"), lead.brought_on, Shape.DAY),
        Fact("more", gettext_lazy("Added"), lead.more if added else "", Shape.TEXT),
        Fact(
            "outcome",
            gettext_lazy("What the Party group is told"),
            lead.outcome if answered else "",
            said=OUTCOME_NAMES[lead.outcome] if answered else "",
        ),
        Fact("outcome_on", gettext_lazy("Told on"), lead.outcome_on if answered else None, Shape.DAY),
    )


def _assessment(lead: BroughtLead, until: date) -> tuple[Fact, ...]:
    said = lead.assessment if lead.outcome_on is not None and lead.outcome_on < until else ""
    return (Fact("assessment", gettext_lazy("Assessment, for your office only"), said, Shape.TEXT),)


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span: on which it was held, else for which it is planned. One query."""
    found = LeadReview.objects.filter(matter__in=matters).exclude(matter__state="cancelled")
    dated = found.annotate(on=Coalesce("held_on", "day")).filter(on__range=(first, last))
    return dated.values_list("matter_id", "on")
