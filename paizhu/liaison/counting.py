"""Performances of the kinds of liaison whose matter says by one step what was done, by whom, toward whom and on which day."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought, Source
from paizhu.norms.expected.reckoning import Performance
from paizhu.norms.rules import covers


def counted(
    step: str,
    kind: str,
    *,
    acts: Collection[str],
    act: Callable[[Any], str],
    other: str,
    day: str = "",
    both: bool = False,
    only: Collection[str] = (),
    unless: Collection[str] = (),
) -> Source:
    """Return the source of what was done by a step of a kind. One query, none where no act of it is sought.

    acts: of the vocabulary, all that it may be.  act: which one, of what the kind holds; "" for none.  other: the field there
    that names the party toward which whoever did the step acted.  day: the field with the day on which it was done, "" for
    that of the step.  both: it counts for the other party as well.  only, unless: states of the matter in which
    it counts, or does not. A step that was done again counts once, as it was done last.
    """
    on, toward = f"matter__{kind}__{day}" if day else "on", f"matter__{kind}__{other}"

    def source(sought: Sought) -> Iterator[Kept]:
        if not sought.bearers or not _is_sought(acts, sought):
            return
        bearers = sorted(sought.bearers)
        whose = Q(organ__in=bearers) | (Q(**{f"{toward}__in": bearers}) if both else Q())
        within = Q(**{f"{on}__range": (sought.first, sought.last)})
        found = Performed.objects.filter(whose, within, act=step).exclude(matter__state__in=unless)
        if only:
            found = found.filter(matter__state__in=only)
        rows = found.select_related(f"matter__{kind}", "entry").order_by("entry_id")
        for row in {row.matter_id: row for row in rows}.values():
            held = getattr(row.matter, kind)
            if done := act(held):
                theirs = getattr(held, f"{other}_id")
                pairs = ((row.organ, theirs), (theirs, row.organ)) if both else ((row.organ, theirs),)
                for bearer, whom in pairs:
                    yield _kept(row, done, bearer, whom, getattr(held, day) if day else row.on)

    return source


def _is_sought(acts: Collection[str], sought: Sought) -> bool:
    return sought.acts is None or any(covers(above, act) for above in sought.acts for act in acts)


def _kept(row: Performed, act: str, bearer: str, toward: str, day: date) -> Kept:
    assert row.matter is not None
    done = Performance(
        act=act,
        bearer=bearer,
        toward=toward,
        done_on=day,
        recorded_on=timezone.localdate(row.entry.at),
        reference=row.matter.reference,
        about=None,
    )
    return Kept(done, row.matter.pk, row.entry_id)
