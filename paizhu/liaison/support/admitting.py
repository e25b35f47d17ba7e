"""Lent people see a matter of the office as long as they are lent: it ends by itself, and with their being taken back.

The act is one on the matter that they see, so the request, which the host reads, tells nothing of it.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import Act
from paizhu.door.doing import Doing
from paizhu.door.models import Grant, Participation
from paizhu.guard import beyond
from paizhu.liaison.support.forms import Admit
from paizhu.liaison.support.models import Admitted, Lent
from paizhu.norms.procedure import Power


def _admit(doing: Doing) -> None:
    given, on = doing.given, doing.present.on
    running = Lent.objects.filter(since__lte=on, until__gt=on, person=given["person"])
    lent = running.filter(
        support__matter__reference=given["request"], support__matter__owner=doing.organ
    ).first()
    if lent is None:
        doing.fail(
            _("Under this request nobody of that code is lent to your organ today; nothing was changed."),
            "person",
        )
    part = Participation.objects.create(
        matter=doing.opened,
        organ_id=lent.support.host_id,
        person_id=lent.person_id,
        since=on,
        until=lent.until,
    )
    reason = _("lent under {reference}").format(reference=given["request"])
    Grant.objects.create(participation=part, reason=reason, approved_by=doing.sitting.seat)
    Admitted.objects.create(lent=lent, participation=part)
    doing.facts["until"] = (lent.until - timedelta(days=1)).isoformat()
    doing.content |= {"person": given["person"], "request": given["request"]}


@beyond.working(beyond.Why.LENT)
def end(lent: Lent, on: date) -> None:
    """End a person's being lent, and whatever they were let see by it, on that day: on other matters than the request."""
    lent.until = on
    lent.save(update_fields=["until"])
    for admitted in lent.admitted.select_related("participation__grant").filter(participation__until__gt=on):
        part = admitted.participation
        # One that began today is over before it counted a whole day.
        part.since, part.until = min(part.since, on - timedelta(days=1)), on
        part.save(update_fields=["since", "until"])
        part.grant.revoked_on = on
        part.grant.save(update_fields=["revoked_on"])


ADMIT = Act(
    "support.admit",
    Admit,
    _admit,
    anywhere=True,
    by_owner=True,
    power=Power.LEADER,
    name=gettext_lazy("Let a lent person see this matter"),
)
