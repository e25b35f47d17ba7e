"""Cast × matter × act: the door answers as the reference does, and shows what the reference says."""

from collections.abc import Callable
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import assigned, do, fresh, proposed
from paizhu.tasks.acts import ACTS
from paizhu.tasks.tests.reference import sides

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {"text": "说明", "length": "3", "unit": "day"}


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
STEPS = [act.id for act in ACTS if not act.opens and act.id != "task.attach"]


@pytest.mark.parametrize("which", MATTERS)
def test_every_act_by_everybody(which: str) -> None:
    matter = MATTERS[which]()
    check_acts(matter, sides(matter), STEPS, GIVEN)


@pytest.mark.parametrize("which", MATTERS)
def test_what_everybody_sees(which: str) -> None:
    matter = MATTERS[which]()
    check_sight(matter, sides(matter))
