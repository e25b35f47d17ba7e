"""Cast × letter × act: the door answers as the reference does, and shows what the reference says."""

from collections.abc import Callable
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.liaison.letters.acts import ACTS
from paizhu.liaison.letters.tests import letters

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {"text": "说明", "body": "改过的函", "length": "3", "unit": "day"}
MATTERS: dict[str, Callable[[], Matter]] = {
    "drafted": letters.drafted,
    "issued": letters.issued,
    "received": letters.received,
    "answered": letters.answered,
    "verified": letters.verified,
    "closed": letters.closed,
}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "letter.attach"]


@pytest.mark.parametrize("which", MATTERS)
def test_every_act_by_everybody_and_what_they_see(which: str) -> None:
    matter = MATTERS[which]()
    sides = {"office": "Z1"} | ({} if which == "drafted" else {"addressee": "K1"})
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)
