"""Random acts by random seats on matters of every kind of liaison: the door answers as the reference does."""

from typing import Any

import pytest

from paizhu.door.tests.together import Opened, hold
from paizhu.liaison.attendance.tests.meetings import announced
from paizhu.liaison.attendance.tests.test_attendance import GIVEN as OF_MEETINGS
from paizhu.liaison.business_invitations.tests.test_business_invitations import invited, to_attend
from paizhu.liaison.consultations.tests.consultations import HELD
from paizhu.liaison.consultations.tests.consultations import proposed as consulted
from paizhu.liaison.consultations.tests.test_authorization import GIVEN as OF_CONSULTATIONS
from paizhu.liaison.exchanges.tests.test_exchanges import recorded as exchanged
from paizhu.liaison.joint_activities.tests.test_joint_activities import proposed as joined
from paizhu.liaison.joint_supervision.tests.test_joint_supervision import PLAN
from paizhu.liaison.joint_supervision.tests.test_joint_supervision import proposed as checked_together
from paizhu.liaison.lead_reviews.tests.test_lead_reviews import asked
from paizhu.liaison.letters.tests.letters import drafted as written
from paizhu.liaison.letters.tests.test_authorization import GIVEN as OF_LETTERS
from paizhu.liaison.notifications.tests.test_notifications import given as told
from paizhu.liaison.support.tests.test_support import GIVEN as OF_SUPPORT
from paizhu.liaison.support.tests.test_support import drafted as supported
from paizhu.liaison.visits.tests.visits import planned

GIVEN: dict[str, Any] = {
    "text": "说明",
    "length": "3",
    "unit": "day",
    "number": "1",
    "outcome": "taken",
    "day": "2025-12-01",
    "place": "",
    "organ": "",
    **dict.fromkeys(("held_on", "visited_on", "took_part_on", "checked_on"), "2025-09-01"),
    **dict.fromkeys(("present", "visitors", "office_present", "group_present"), "两人"),
    **PLAN,
    "last_day": "2025-12-12",
}
OPENED = (
    *(Opened(made, GIVEN) for made in (planned, told, asked, checked_together, joined, invited, to_attend)),
    Opened(written, OF_LETTERS),
    Opened(supported, OF_SUPPORT),
    Opened(consulted, {**HELD, "due_on": "2025-09-30", **OF_CONSULTATIONS}),
    Opened(
        announced, {**OF_MEETINGS, "attended_on": "2025-09-02", "capacity": "sat_in", "present": "副组长"}
    ),
    Opened(exchanged, {"text": "说明"}, only="head"),
)


@pytest.mark.usefixtures("cast")
def test_whatever_is_tried_it_holds_together() -> None:
    hold(OPENED, few=5, many=150)
