"""Cast × matter × act, for a matter of any kind: a slow and obvious reference written from docs/door.md, and the trial.

A kind's own test says who its sides are (side of the procedure -> organ, those that take part by now) and what its
forms are given; `check_acts` and `check_sight` hold the door against the reference.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from paizhu.door.models import Clock, Matter, Performed
from paizhu.door.queries import Filters, page
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import CAST, ORGANS, base, do, present, seat
from paizhu.door.visibility import Reach, reach, visible
from paizhu.norms.procedure import Step

LEADERS = {"head", "deputy", "other", "superior", "superior_deputy", "secretary", "committee", "discipline"}
HEADS = {"head", "other", "superior", "secretary", "committee", "discipline"}
LED = {"W2": {"Z1", "Z2"}}
SEEN = {"content": Reach.CONTENT, "overview": Reach.OVERVIEW, "nothing": Reach.NONE}
Sides = Mapping[str, str]


def sees(who: str, sides: Sides) -> str:
    """Return "content", "overview" or "nothing"."""
    own, parties = ORGANS[who], set(sides.values())
    if own in parties:
        return "content"
    return "overview" if parties & LED.get(own, set()) else "nothing"


def may_do(who: str, act: str, matter: Matter, sides: Sides) -> str:
    """Return "done", or the gate that says no; for a form that is filled in rightly and a matter with a ground."""
    step = base().procedure_by_id(matter.procedure).step(act)
    if sees(who, sides) == "nothing":
        return "visibility"
    if sees(who, sides) == "overview" or ORGANS[who] not in {sides.get(side) for side in step.by}:
        return "power"
    if who not in {"any": set(ORGANS), "leader": LEADERS, "head": HEADS}[step.power.value]:
        return "power"
    if Performed.objects.filter(matter=matter, act__in=step.apart_from, person=f"X-{who}").exists():
        return "four_eyes"
    return "done" if matter.state in step.from_ and clocks_allow(step, matter) else "state"


def clocks_allow(step: Step, matter: Matter) -> bool:
    """Whether there is something to suspend, to resume and to lengthen."""
    running = [c for c in Clock.objects.filter(matter=matter) if c.stopped_on is None]
    still = {c.limit for c in running if any(until is None for _since, until in c.breaks)}
    going = {c.limit for c in running if all(until is not None for _since, until in c.breaks)}
    return (
        going.issuperset(step.suspends)
        and still.issuperset(step.resumes)
        and (going | still).issuperset(step.extends)
    )


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(who: str, act: str, matter: Matter, given: Mapping[str, Any]) -> str:
    """Return what came of an act, which is undone: "done", "conflict", or the gate that said no.

    Past all gates but the form is "done" as well.
    """
    with taken_back():
        try:
            do(who, act, matter, **given)
        except NotVisible:
            return "visibility"
        except Refused as refused:
            return refused.gate.value
        except InvalidForm:
            return "done"
        except Conflict:
            return "conflict"
        return "done"
    raise AssertionError


def check_acts(matter: Matter, sides: Sides, acts: Collection[str], given: Mapping[str, Any]) -> None:
    """Hold every act by everybody against the reference."""
    found = {(who, act): tried(who, act, matter, given) for who in CAST for act in acts}
    assert found == {(who, act): may_do(who, act, matter, sides) for who, act in found}


def check_sight(matter: Matter, sides: Sides) -> None:
    """Hold what everybody sees, alone and in lists, against the reference."""
    for who in CAST:
        sitting, then = seat(who), present()
        wanted = SEEN[sees(who, sides)]
        assert reach(sitting, matter, then) is wanted, who
        assert visible(sitting, then).filter(pk=matter.pk).exists() == (wanted > Reach.NONE), who
        listed = [row for row in page(sitting, then, Filters()).matters if row.reference == matter.reference]
        assert len(listed) == (wanted > Reach.NONE), who
        titles = [row.title for row in listed]
        assert titles == ([matter.title] if wanted is Reach.CONTENT else [None] * len(listed)), who
        found = page(sitting, then, Filters(title=matter.title)).matters
        assert len(found) == (wanted is Reach.CONTENT), who
