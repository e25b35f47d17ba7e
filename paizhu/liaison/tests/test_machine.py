"""Random acts by random seats on matters that an office and its host share: the door answers as the reference does."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from paizhu.door.kinds import kinds
from paizhu.door.models import Clock, Matter, Participation
from paizhu.door.refusals import InvalidForm
from paizhu.door.tests.authorization import may_do, tried
from paizhu.door.tests.world import CAST, ON, base, do, fresh
from paizhu.liaison.business_invitations.tests.test_business_invitations import invited, to_attend
from paizhu.liaison.joint_activities.tests.test_joint_activities import proposed as joined
from paizhu.liaison.joint_supervision.tests.test_joint_supervision import PLAN
from paizhu.liaison.joint_supervision.tests.test_joint_supervision import proposed as checked_together
from paizhu.liaison.lead_reviews.tests.test_lead_reviews import asked
from paizhu.liaison.notifications.tests.test_notifications import given as told
from paizhu.liaison.visits.tests.visits import planned

OPENED = (planned, told, asked, checked_together, joined, invited, to_attend)
# Attaching takes a file; what is made of a problem is ruled on by inputs of its own.
NOT_TRIED = ("attach", "rectify", "write", "entrust")
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
SOAK = bool(os.environ.get("PAIZHU_SOAK"))


def sides(matter: Matter) -> dict[str, str]:
    parts = Participation.objects.filter(matter=matter, person=None, until=None).exclude(side="")
    return dict(parts.values_list("side", "organ_id"))


class Together(RuleBasedStateMachine):
    """Each example is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.matters = [opened() for opened in OPENED]

    @rule(who=st.sampled_from(CAST), of=st.integers(0, len(OPENED) - 1), which=st.integers(0, 30))
    def act(self, who: str, of: int, which: int) -> None:
        matter = fresh(self.matters[of])
        steps = [
            a.id for a in kinds.get(matter.kind).acts if not a.opens and a.id.split(".")[1] not in NOT_TRIED
        ]
        act = steps[which % len(steps)]
        wanted, found = may_do(who, act, matter, sides(matter)), tried(who, act, matter, GIVEN)
        assert found == wanted, (who, act, matter.state)
        if found == "done":
            self._do(who, act, matter)

    def _do(self, who: str, act: str, matter: Matter) -> None:
        try:
            with transaction.atomic():
                do(who, act, matter, on=ON + timedelta(days=1), **GIVEN)
        except InvalidForm:
            return  # filled in for another state of things: nothing was changed
        step = base().procedure_by_id(matter.procedure).step(act)
        assert fresh(matter).state == (step.to or matter.state)

    @invariant()
    def whose_turn_it_is_takes_part_and_what_is_closed_waits_for_nobody(self) -> None:
        for matter in Matter.objects.all():
            assert matter.awaited_id is None or matter.awaited_id in sides(matter).values()
            assert (matter.closed_on is None) == (matter.awaited_id is not None)

    @invariant()
    def a_closed_matter_has_no_running_clock(self) -> None:
        assert not Clock.objects.filter(stopped_on=None, matter__closed_on__isnull=False).exists()


@pytest.mark.usefixtures("cast")
def test_whatever_is_tried_it_holds_together() -> None:
    few = settings(
        max_examples=100 if SOAK else 4,
        stateful_step_count=60 if SOAK else 30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Together, settings=few)
