"""Cast × matter × act: the door answers as the reference does, and shows what the reference says."""

from collections.abc import Callable
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.rectification.acts import ACTS
from paizhu.rectification.tests import way
from paizhu.rectification.tests.way import CAUSES, INSIDE, SIDES

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {
    **CAUSES, "text": "说明", "opinion": "", "length": "3", "unit": "month", "measure": 1, "percent": 50,
    "head": "system", "owner": "", "post": "", "due_on": "2025-12-19", "visited_on": "2025-09-01",
    "no_evidence": "在现场", "last_day": "2025-09-30",
}  # fmt: skip
MATTERS: dict[str, tuple[Callable[[], Matter], dict[str, str]]] = {
    "drafted": (way.drafted, INSIDE),
    "issued": (way.listed, SIDES),
    "planned": (way.planned, SIDES),
    "carrying out": (way.carried_out, SIDES),
    "completed": (way.completed, SIDES),
    "accepted": (way.accepted, SIDES),
    "closed": (way.closed, SIDES),
}
FILES = {"rectification.attach", "rectification.evidence"}
STEPS = [act.id for act in ACTS if not act.opens and act.id not in FILES]


@pytest.mark.parametrize("which", MATTERS)
def test_every_act_by_everybody(which: str) -> None:
    made, sides = MATTERS[which]
    matter = made()
    assert matter.state == which.replace(" ", "_")
    check_acts(matter, sides, STEPS, GIVEN)
    check_sight(matter, sides)
