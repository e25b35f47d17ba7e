"""Joint supervision: a plan that both agreed to, checks, problems that are carried on, a report that the group confirms."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.models import Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh
from paizhu.liaison.joint_supervision.acts import ACTS
from paizhu.liaison.problems.models import Problem

pytestmark = pytest.mark.usefixtures("cast")

ON = date(2025, 9, 4)
PLAN: dict[str, Any] = {
    "plan": "抽查三公经费支出凭证。",
    "taking_part": "派驻组两人，机关纪委一人",
    "first_day": "2025-09-03",
    "last_day": "2025-09-12",
}
CHECK = {"checked_on": "2025-09-04", "present": "双方四人", "text": "抽查凭证60份。"}
GIVEN: dict[str, Any] = {**PLAN, **CHECK, "text": "说明", "number": "1", "length": "3", "unit": "day"}
_OWN = ("attach", "rectify", "write", "entrust")
STEPS = [act.id for act in ACTS if not act.opens and act.id.split(".")[1] not in _OWN]


def proposed() -> Matter:
    done = do("clerk", "joint_supervision.propose", group="D1", title="三公经费联合检查", **PLAN)
    assert done.matter is not None
    return done.matter


def step(who: str, act: str, matter: Matter, /, **given: Any) -> Matter:
    do(who, f"joint_supervision.{act}", matter, on=ON, **given)
    return fresh(matter)


def agreed() -> Matter:
    return step("secretary", "agree", proposed())


def checked() -> Matter:
    return step(
        "group_clerk", "problem", step("clerk", "check", agreed(), **CHECK), text="2份接待清单缺审批。"
    )


def reported() -> Matter:
    return step("clerk", "report", checked(), text="总体规范，个别手续不全。")


def confirmed() -> Matter:
    return step("secretary", "confirm", reported())


@pytest.mark.parametrize("stage", [proposed, agreed, checked, reported, confirmed])
def test_every_act_by_everybody_and_what_they_see(stage: Any) -> None:
    matter, sides = stage(), {"office": "Z1", "group": "D1"}
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def test_a_changed_plan_is_agreed_to_anew() -> None:
    matter = step("group_clerk", "counter", agreed(), **{**PLAN, "last_day": "2025-09-20"})
    assert (matter.state, matter.awaited_id) == ("asked", "Z1")
    with pytest.raises(Refused) as refused:
        step("clerk", "check", matter, **CHECK)
    assert refused.value.gate is Gate.STATE
    assert step("head", "take_up", matter).state == "agreed"


def test_report_is_sent_back_or_confirmed_and_every_problem_carried_on_before_it_is_closed() -> None:
    matter = step("secretary", "object", reported(), text="第2份已补审批。")
    matter = step("clerk", "report", matter, text="总体规范。")
    matter = step("secretary", "confirm", matter)
    with pytest.raises(InvalidForm) as wrong:
        step("head", "close", matter)
    assert "Neither settled nor taken up yet: 1." in wrong.value.fields[""][0]
    matter = step("clerk", "rectify", matter, number="1", text="完善审批。", length="30", unit="day")
    made = Problem.objects.get().became
    assert made is not None
    assert (made.kind, made.rectification.grounds) == ("rectification", "2份接待清单缺审批。")
    assert step("head", "close", matter).state == "closed"
    found = performed(Sought(("Z1", "D1"), date(2025, 1, 1), date(2025, 12, 31), {"joint_enforcement"}))
    assert {k.performance.bearer for k in found} == {"D1", "Z1"}


def test_a_host_makes_no_recommendation_and_no_other_office_supervises_with_it() -> None:
    matter = checked()
    with pytest.raises(Refused) as refused:
        step("secretary", "rectify", matter, number="1", addressee="D1", text="?", length="3", unit="day")
    assert refused.value.gate in (Gate.RULING, Gate.POWER)
    with pytest.raises(Refused):
        do("other", "joint_supervision.propose", group="D1", title="检查", **PLAN)
    with pytest.raises(InvalidForm) as wrong:
        do(
            "clerk",
            "joint_supervision.propose",
            group="D1",
            title="检查",
            **{**PLAN, "last_day": "2025-09-02"},
        )
    assert wrong.value.fields.keys() == {"last_day"}
