"""Joint education, publicity and inspection: nothing counts before both sides have consented and confirmed."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.models import Consent, Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh
from paizhu.liaison.joint_activities.acts import ACTS

pytestmark = pytest.mark.usefixtures("cast")

PLAN: dict[str, Any] = {
    "sort": "education",
    "partner": "D1",
    "title": "警示教育大会",
    "day": "2025-09-05",
    "place": "报告厅",
    "plan": "全体中层以上干部参加；派驻组通报案例，党组书记讲话。",
}
ON = date(2025, 9, 5)
RECORD = {"held_on": "2025-09-05", "present": "组长、党组书记", "attended": "86", "text": "通报案例3起。"}
GIVEN: dict[str, Any] = {**RECORD, "day": "2025-09-20", "place": ""}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "joint_activity.attach"]


def proposed(who: str = "clerk", /, **given: Any) -> Matter:
    done = do(who, "joint_activity.propose", **{**PLAN, **given})
    assert done.matter is not None
    return done.matter


def agreed() -> Matter:
    matter = proposed()
    do("secretary", "joint_activity.agree", matter)
    return fresh(matter)


def recorded() -> Matter:
    matter = agreed()
    do("clerk", "joint_activity.record", matter, on=ON, **RECORD)
    return fresh(matter)


def closed() -> Matter:
    matter = recorded()
    do("group_clerk", "joint_activity.confirm", matter, on=ON)
    return fresh(matter)


@pytest.mark.parametrize("stage", [proposed, agreed, recorded, closed])
def test_every_act_by_everybody_and_what_they_see(stage: Any) -> None:
    matter, sides = stage(), {"proposer": "Z1", "partner": "D1"}
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def done() -> list[tuple[str, str, str | None]]:
    found = performed(Sought(("Z1", "D1"), date(2025, 1, 1), date(2025, 12, 31), {"joint_education"}))
    return sorted((k.performance.act, k.performance.bearer, k.performance.toward) for k in found)


def test_it_rests_on_agreement_and_counts_for_both_once_both_have_confirmed_it() -> None:
    matter = proposed()
    assert matter.grounds.get(act="joint_education").basis == "agreement"
    assert matter.grounds.get(act="supervise").basis == "norm"  # of the office over this very host
    assert list(Consent.objects.values_list("organ", flat=True)) == ["Z1"]
    do("secretary", "joint_activity.agree", matter)
    assert set(Consent.objects.values_list("organ", flat=True)) == {"Z1", "D1"}
    do("clerk", "joint_activity.record", fresh(matter), on=ON, **RECORD)
    do("group_clerk", "joint_activity.object", fresh(matter), on=ON, text="人数不对。")
    do("clerk", "joint_activity.record", fresh(matter), on=ON, **{**RECORD, "attended": "85"})
    assert done() == []
    do("group_clerk", "joint_activity.confirm", fresh(matter), on=ON)
    assert done() == [("joint_education", "D1", "Z1"), ("joint_education", "Z1", "D1")]
    assert fresh(matter).joint_activity.attended == 85


@pytest.mark.parametrize("sort", ["education", "publicity", "inspection"])
def test_a_host_may_propose_each_and_nothing_is_done_before_consent(sort: str) -> None:
    matter = proposed("host", sort=sort, partner="Z1")
    with pytest.raises(Refused) as refused:
        do("host", "joint_activity.record", matter, on=ON, **RECORD)
    assert refused.value.gate is Gate.STATE
    do("deputy", "joint_activity.decline", matter, text="同期另有安排。")
    assert fresh(matter).state == "declined"


def test_a_change_of_the_day_is_consented_to_anew() -> None:
    matter = agreed()
    do("clerk", "joint_activity.redate", matter, day="2025-09-12", place="报告厅")
    assert (fresh(matter).state, fresh(matter).awaited_id) == ("proposed", "D1")


def test_not_with_others() -> None:
    for who, partner in (("other", "D1"), ("discipline", "Z1")):
        with pytest.raises(Refused) as refused:
            proposed(who, partner=partner)
        assert refused.value.gate is Gate.RULING
    with pytest.raises(InvalidForm):
        proposed(day="2025-08-31")
