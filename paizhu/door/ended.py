"""What is said to whoever names a seat that is on record and not valid on the day: when it ended, and which are there instead."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import sittings_at, sittings_of
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.registry.models import Post, Seat


def not_seated(seat: str, on: date) -> Refused | None:
    """Return the refusal; None where no such seat was ever recorded. It names the seats of the person and of the post today."""
    recorded: QuerySet[Any] = Seat.objects.all()
    row: Seat | None = recorded.filter(code=seat, recorded_to=None).first()
    if row is None:
        return None
    if row.until is not None and row.until <= on:
        last = date.fromordinal(row.until.toordinal() - 1)
        message = _("Not recorded: the seat {seat} ended on {day}.").format(seat=seat, day=last.isoformat())
    elif row.since is not None and row.since > on:
        message = _("Not recorded: the seat {seat} begins on {day} only.").format(
            seat=seat, day=row.since.isoformat()
        )
    else:
        message = _("Not recorded: the organ of the seat {seat} is not there today.").format(seat=seat)
    return Refused(Gate.POWER, "no_seat", message, instead=_instead(row, on))


def _instead(row: Seat, on: date) -> list[Way]:
    posts: QuerySet[Any] = Post.objects.all()
    organs = posts.filter(code=row.post_id, recorded_to=None).values_list("organ_id", flat=True)
    found = [*sittings_of([row.person_id], on)]
    found += [one for organ in organs for one in sittings_at(organ, on) if one.post == row.post_id]
    named = {one.seat: one for one in found}
    return [
        Way(_("act from the seat {seat}").format(seat=one.seat), who=f"{one.organ_name}{one.title}")
        for one in named.values()
    ]
