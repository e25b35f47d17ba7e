"""Cast × matter × act: the door answers as the reference does, and shows what the reference says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from paizhu.door.models import Matter
from paizhu.door.queries import Filters, page
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import CAST, assigned, base, do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach, reach, visible
from paizhu.tasks.acts import ACTS
from paizhu.tasks.tests.reference import ORGAN, may_do, sees

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {"text": "说明", "length": "3", "unit": "day"}
SEEN = {"content": Reach.CONTENT, "overview": Reach.OVERVIEW, "nothing": Reach.NONE}


def _accepted() -> Matter:
    matter = assigned()
    do("clerk", "task.accept", matter)
    return fresh(matter)


def _answered() -> Matter:
    matter = _accepted()
    do("deputy", "task.answer", matter, text="答复")
    return fresh(matter)


def _checked() -> Matter:
    matter = _answered()
    do("superior_deputy", "task.check", matter, text="属实")
    return fresh(matter)


def _closed() -> Matter:
    matter = _checked()
    do("superior", "task.close", matter)
    return fresh(matter)


def _of_the_host() -> Matter:
    return proposed("secretary", act="assist.internal_inspection", assignee="Z1")


MATTERS: dict[str, Callable[[], Matter]] = {
    "proposed": proposed,
    "assigned": assigned,
    "accepted": _accepted,
    "answered": _answered,
    "checked": _checked,
    "closed": _closed,
    "proposed by the host": _of_the_host,
}
STEPS = [act.id for act in ACTS if not act.opens]


@contextmanager
def _taken_back() -> Iterator[None]:
    """What is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _tried(who: str, act: str, matter: Matter) -> str:
    with _taken_back():
        try:
            do(who, act, matter, **GIVEN)
        except NotVisible:
            return "visibility"
        except Refused as refused:
            return refused.gate.value
        except (InvalidForm, Conflict) as fault:
            # Nothing runs that could be resumed, and the like: past all gates but the form.
            return "done" if isinstance(fault, InvalidForm) else "conflict"
        return "done"
    raise AssertionError


@pytest.mark.parametrize("which", MATTERS)
def test_every_act_by_everybody(which: str) -> None:
    matter = MATTERS[which]()
    found = {(who, act): _tried(who, act, matter) for who in CAST for act in STEPS if act != "task.attach"}
    assert found == {(who, act): may_do(who, act, matter) for who, act in found}


@pytest.mark.parametrize("which", MATTERS)
def test_what_everybody_sees(which: str) -> None:
    matter = MATTERS[which]()
    for who in CAST:
        sitting, then = seat(who), present()
        wanted = SEEN[sees(who, matter)]
        assert reach(sitting, matter, then) is wanted, who
        assert visible(sitting, then).filter(pk=matter.pk).exists() == (wanted > Reach.NONE), who
        listed = page(sitting, then, Filters()).matters
        assert [row.reference for row in listed] == ([matter.reference] if wanted > Reach.NONE else []), who
        titles = [row.title for row in listed]
        assert titles == ([matter.title] if wanted is Reach.CONTENT else [None] * len(listed)), who
        found = page(sitting, then, Filters(title=matter.title)).matters
        assert len(found) == (wanted is Reach.CONTENT), who


def test_the_reference_knows_the_cast() -> None:
    assert ORGAN.keys() == set(CAST)
    assert base().procedures
