"""An invitation as far as somebody sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.business_invitations.forms import CAME_BY_NAMES
from paizhu.liaison.business_invitations.models import BusinessInvitation
from paizhu.liaison.business_invitations.roles import role_name
from paizhu.liaison.sides import office_of, shared_by


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what is asked of the office and what it did; of what is past nothing that came after its end. Two queries."""
    assert sight.content
    found = BusinessInvitation.objects.select_related("became").get(matter=matter)
    office = office_of(matter, found.host_id)
    recorded = found.recorded_on is not None and (sight.until is None or found.recorded_on < sight.until)
    became = found.became if found.became_id in shared_by([found.became_id], sight) else None
    return [
        organ_fact("host", gettext_lazy("Invited by"), found.host_id, present),
        organ_fact("office", gettext_lazy("Office"), office, present),
        Fact(
            "role",
            gettext_lazy("What the office is asked to do"),
            found.role,
            Shape.ACT,
            said=role_name(found.role, present.base),
            bearer=office,
            toward=found.host_id,
        ),
        Fact("day", gettext_lazy("Day"), found.day, Shape.DAY),
        Fact("place", gettext_lazy("Place"), found.place),
        Fact("business", gettext_lazy("What the business is"), found.business, Shape.TEXT),
        Fact(
            "came_by",
            gettext_lazy("How it came"),
            found.came_by,
            said=CAME_BY_NAMES[found.came_by] if found.came_by else "",
        ),
        Fact("came_on", gettext_lazy("Came on"), found.came_on, Shape.DAY),
        Fact("their_number", gettext_lazy("Its number"), found.their_number),
        Fact("became", gettext_lazy("Carried on as"), became.reference if became else "", Shape.MATTER),
        Fact(
            "took_part_on", gettext_lazy("Took part on"), found.took_part_on if recorded else None, Shape.DAY
        ),
        Fact(
            "record",
            gettext_lazy("What the office did, without a part in the business"),
            found.record if recorded else "",
            Shape.TEXT,
        ),
    ]


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span, unless another matter has it. One query."""
    found = BusinessInvitation.objects.filter(matter__in=matters, became=None)
    found = found.exclude(matter__state__in=["declined", "withdrawn"])
    dated = found.annotate(on=Coalesce("took_part_on", "day")).filter(on__range=(first, last))
    return dated.values_list("matter_id", "on")
