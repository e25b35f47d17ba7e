"""What a host's organ can bring to the office over it of itself: acts that open a matter, with the office filled in."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel, Doing
from paizhu.door.gates import ruling
from paizhu.door.open_acts import name_of
from paizhu.door.perform import prepare
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible, Refused
from paizhu.norms.errors import NoProcedure

OFFICE = "OFFICE"  # stands for the office over the host
# Act, and what is filled in of its form.
_ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("notification.give", {"receiver": OFFICE}),
    ("attendance.notify", {"office": OFFICE}),
    ("business_invitation.invite", {"office": OFFICE}),
    ("consultation.ask", {"office": OFFICE}),
    ("lead_review.ask", {"office": OFFICE}),
    ("joint_supervision.ask", {"office": OFFICE}),
    ("joint_activity.propose", {"partner": OFFICE, "sort": "education"}),
)


def beginning(sitting: Sitting, present: Present) -> list[dict[str, Any]]:
    """Return the acts that are grounded between the organ and its office; none where it has not just one office."""
    over = present.here.places(present.on).offices_over(sitting.organ)
    if len(over) != 1:
        return []
    tried = ((act, {k: over[0] if v == OFFICE else v for k, v in given.items()}) for act, given in _ACTS)
    return [row for act, given in tried if (row := _row(act, given, sitting, present)) is not None]


def _row(act: str, given: dict[str, str], sitting: Sitting, present: Present) -> dict[str, Any] | None:
    try:
        doing: Doing = prepare(present, sitting, act, None, given, channel=Channel.PAGE)
        ruling.passes(doing)
    except (NotVisible, NoProcedure, Refused):
        return None
    shown = {
        name: present.name(value) if value in present.here.chart.organs else value
        for name, value in given.items()
    }
    address = f"{reverse('matter-open', args=[act])}?{urlencode(shown)}"
    return {"name": name_of(doing), "address": address, "agreement": doing.by_agreement}
