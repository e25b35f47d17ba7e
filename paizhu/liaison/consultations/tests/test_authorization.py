"""Cast × consultation × act: the door answers as the reference does, and shows what the reference says."""

import pytest

from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.liaison.consultations.acts import ACTS
from paizhu.liaison.consultations.tests import consultations

pytestmark = pytest.mark.usefixtures("cast")

# Both sides take part from the first day on, whoever opened it.
SIDES = {"office": "Z1", "group": "D1"}
GIVEN = {"text": "说明", "day": "2025-09-20", "held_on": "2025-09-01", "title": "议题"}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "consultation.attach"]
STAGES = ("proposed", "asked", "agreed", "held", "sent", "confirmed", "closed")


@pytest.mark.parametrize("stage", STAGES)
def test_every_act_by_everybody(stage: str) -> None:
    check_acts(getattr(consultations, stage)(), SIDES, STEPS, GIVEN)


@pytest.mark.parametrize("stage", ["proposed", "asked", "closed"])
def test_what_everybody_sees(stage: str) -> None:
    check_sight(getattr(consultations, stage)(), SIDES)
