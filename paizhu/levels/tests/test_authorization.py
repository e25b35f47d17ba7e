"""Cast × passed-down matter × act: the door answers as the reference does, and shows what the reference says."""

from collections.abc import Callable
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh
from paizhu.levels.acts import ACTS
from paizhu.levels.tests.test_levels import accepted, passed

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {"text": "说明", "length": "3", "unit": "day"}
# From the Party group to the organ Party committee; the office, which brought the task, looks on.
SIDES = {"passer": "D1", "unit": "J1", "above": "Z1"}


def to_committee() -> Matter:
    return passed(accepted(), "J1")["J1"]


def received() -> Matter:
    matter = to_committee()
    do("committee", "relay.receive", matter)
    return fresh(matter)


def answered() -> Matter:
    matter = received()
    do("committee", "relay.answer", matter, text="已报")
    return fresh(matter)


def closed() -> Matter:
    matter = answered()
    do("group_clerk", "relay.close", matter, text="属实")
    return fresh(matter)


MATTERS: dict[str, Callable[[], Matter]] = {
    "passed": to_committee,
    "received": received,
    "answered": answered,
    "closed": closed,
}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "relay.attach"]


@pytest.mark.parametrize("which", MATTERS)
def test_every_act_by_everybody_and_what_they_see(which: str) -> None:
    matter = MATTERS[which]()
    check_sight(matter, SIDES)
    check_acts(matter, SIDES, STEPS, GIVEN)
