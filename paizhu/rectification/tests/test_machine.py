"""Random acts by random seats on rectifications, drafted and under way: the door answers as the reference does."""

import pytest

from paizhu.door.tests.together import Opened, hold
from paizhu.rectification.tests import way
from paizhu.rectification.tests.test_authorization import GIVEN

OPENED = tuple(Opened(made, GIVEN) for made in (way.drafted, way.listed, way.carried_out, way.completed))


@pytest.mark.usefixtures("cast")
def test_whatever_is_tried_it_holds_together() -> None:
    hold(OPENED, few=3, many=60)
