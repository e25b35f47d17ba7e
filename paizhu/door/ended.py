"""What is said to whoever acts from a seat that is on record and not valid on the day, and which seats are there instead.

It ends before the gates, which need a seat; the attempt is on record in the log of the seat's organ all the same.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import sitting, sittings_at, sittings_of
from paizhu.door.acts import acts
from paizhu.door.doing import Channel
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.journal.entries import append
from paizhu.registry.models import Post, Seat


def turned_away(seat: str, act: str, on: date, at: datetime, channel: Channel) -> Refused | None:
    """Return what `not_seated` does, once it is on record which act was tried.

    act: its id; of a word that names no act nothing is recorded.  at: aware.
    """
    refusal = not_seated(seat, on)
    if refusal is None or act not in acts:
        return refusal
    for organ in _organs_of(seat):
        with transaction.atomic():
            append(
                organ,
                at=at,
                act=act,
                seat=seat,
                organ=organ,
                channel=channel.value,
                outcome="refused",
                # Whether there is such a matter, a seat that is over is not told; so neither is the log.
                matter=None,
                on=on,
                facts={"gate": refusal.gate.value, "code": refusal.code, "norms": []},
                content={},
            )
    return refusal


def last_seat(person: str, on: date) -> str:
    """Return the seat of the person that ended last, "" for none."""
    recorded: QuerySet[Any] = Seat.objects.all()
    over = recorded.filter(person_id=person, recorded_to=None, until__lte=on)
    row: Seat | None = over.order_by("-until", "code").first()
    return "" if row is None else row.code


def not_seated(seat: str, on: date) -> Refused | None:
    """Return the refusal, with the seats of the person and of the post today; None for a seat that is valid or never was."""
    if sitting(seat, on) is not None:
        return None
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
    found = [*sittings_of([row.person_id], on)]
    found += [
        one for organ in _organs_of(row.code) for one in sittings_at(organ, on) if one.post == row.post_id
    ]
    named = {one.seat: one for one in found}
    return [
        Way(_("act from the seat {seat}").format(seat=one.seat), who=f"{one.organ_name}{one.title}")
        for one in named.values()
    ]


def _organs_of(seat: str) -> list[str]:
    """The organ of the seat's post: one, or none where the registry knows the post no more."""
    seats: QuerySet[Any] = Seat.objects.all()
    posts: QuerySet[Any] = Post.objects.all()
    those = posts.filter(
        code__in=seats.filter(code=seat, recorded_to=None).values("post_id"), recorded_to=None
    )
    return list(those.values_list("organ_id", flat=True))
