"""A front-line visit: what the host sees and when, and a problem that becomes a recommendation or a letter by itself."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paizhu.door.handover import hand_over_all
from paizhu.door.kinds import told as told_of
from paizhu.door.models import Clock, Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.seen import seen
from paizhu.door.tests import world
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.test_handover import CHANGE, restation
from paizhu.door.tests.world import do, fresh, seat
from paizhu.door.visibility import sights
from paizhu.liaison.letters.models import Sort
from paizhu.liaison.problems.models import Problem, unanswered
from paizhu.liaison.visits.acts import ACTS
from paizhu.liaison.visits.tests import visits
from paizhu.liaison.visits.tests.visits import FOUND, ON, step

pytestmark = pytest.mark.usefixtures("cast")

GIVEN: dict[str, Any] = {"text": "说明", "length": "3", "unit": "day", "number": "1", "sort": "urge"}
# What is made of a problem is ruled on by its inputs; a test of its own has those.
_OWN = ("attach", "rectify", "write", "entrust")
STEPS = [a.id for a in ACTS if not a.opens and a.id.split(".")[1] not in _OWN]
TIME: dict[str, Any] = {"length": "30", "unit": "day"}


@pytest.mark.parametrize("stage", ["planned", "found", "told", "answered", "closed"])
def test_every_act_by_everybody_and_what_they_see(stage: str) -> None:
    matter = getattr(visits, stage)()
    sides = {"office": "Z1"} | ({} if stage in ("planned", "found") else {"host": "D1"})
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def facts(matter: Matter, who: str) -> dict[str, Any]:
    then = world.present(ON)
    sight = sights(seat(who, ON), [matter], then)[matter.pk]
    return {fact.name: fact for fact in told_of(fresh(matter), sight, then).facts}


def wrong_with(act: str, matter: Matter) -> str:
    with pytest.raises(InvalidForm) as wrong:
        step("head", act, matter)
    return wrong.value.fields[""][0]


def test_host_that_is_told_beforehand_sees_the_plan_and_what_was_found_only_when_it_is_told() -> None:
    matter = visits.planned(announce="on")
    assert facts(matter, "secretary")["place"].value == "国库支付中心大厅"
    matter = step("clerk", "record", matter, visited_on="2025-09-01", visitors="两名", text="查看单据40份。")
    matter = step("clerk", "problem", matter, text=FOUND)
    before = facts(matter, "secretary")
    assert (before["seen"].value, before["visited_on"].value, "problems" in before) == ("", None, False)
    assert facts(matter, "clerk")["problems"].rows
    matter = step("head", "tell", matter, text="请核实。", **TIME)
    after = facts(matter, "secretary")
    assert after["seen"].value == "查看单据40份。"
    assert [part.value for part in after["problems"].rows[0]][:2] == [1, FOUND]
    assert Clock.objects.get(matter=matter).organ_id == "D1"


def test_host_that_was_not_told_sees_no_visit() -> None:
    matter = visits.found()
    with pytest.raises(NotVisible):
        do("secretary", "visit.respond", matter, on=ON, text="?")


def test_problem_becomes_a_recommendation_without_being_written_again() -> None:
    matter = step("clerk", "problem", visits.found(), text="大厅未公示收费标准。", organ="H1")
    with pytest.raises(InvalidForm) as wrong:
        step("clerk", "rectify", matter, number="all", text="完善复核制度。", **TIME)
    assert wrong.value.fields.keys() == {"addressee"}
    matter = step("clerk", "rectify", matter, number="all", addressee="D1", text="完善复核制度。", **TIME)
    [made] = {p.became for p in Problem.objects.all()}
    assert made is not None
    held = made.rectification
    assert (made.kind, made.state, made.counterpart_id, made.title) == (
        "rectification", "drafted", "D1", "支付审核单有3份缺复核签字。",
    )  # fmt: skip
    assert held.grounds == f"1. {FOUND}\n2. 大厅未公示收费标准。"
    assert (held.recommendation, held.origin) == ("完善复核制度。", "finding")
    assert matter.reference in held.source
    matter = step("head", "tell", matter, **TIME)
    row = {part.name: part.value for part in facts(matter, "secretary")["problems"].rows[0]}
    assert row["became"] == ""  # a draft is not shown to the host
    assert {part.name: part.value for part in facts(matter, "head")["problems"].rows[0]}[
        "became"
    ] == made.reference


def test_problem_becomes_a_letter_which_is_ruled_on_as_any() -> None:
    matter = visits.found()
    asked = {"number": "1", "text": "请开展一次自查。", **TIME}
    with pytest.raises(Refused) as refused:
        step("clerk", "write", matter, sort="urge", addressee="D1", **asked)
    assert refused.value.gate is Gate.RULING
    step("clerk", "write", matter, sort="urge", addressee="K1", **asked)
    letter = Problem.objects.get().became
    assert letter is not None
    assert letter.letter.body == f"{FOUND}\n\n请开展一次自查。"
    # One that was withdrawn leaves the problem open again.
    do("head", "letter.withdraw", letter, on=ON, text="改提建议")
    step("clerk", "settle", fresh(matter), number="1", text="当场补签。")
    problem = Problem.objects.get()
    assert (problem.became, problem.settled) == (None, "当场补签。")


def test_host_is_not_told_that_something_is_drafted_for_another_body() -> None:
    matter = visits.answered()
    step("clerk", "write", matter, number="1", text="请自查。", sort="urge", addressee="K1", **TIME)
    then = world.present(ON)
    office, host = (seen(seat(who, ON), matter.reference, then) for who in ("clerk", "secretary"))
    assert office.timeline[-1].act == "visit.write"
    assert office.grounds[-1].act == Sort.URGE.act
    assert "visit.write" not in {moment.act for moment in host.timeline}
    assert host.grounds == office.grounds[:-1]


def test_office_that_takes_the_visit_over_is_told_what_the_one_before_it_drafted(tmp_path: Path) -> None:
    matter = step("clerk", "problem", visits.found(), text="大厅未公示收费标准。")
    matter = step("head", "tell", matter, text="请核实。", **TIME)
    step("clerk", "write", matter, number="1", text="请自查。", sort="urge", addressee="K1", **TIME)
    restation(tmp_path)
    then = world.present(CHANGE)
    assert hand_over_all(then) == 2  # the visit and the letter
    office, former, host = (
        seen(seat(who, CHANGE), matter.reference, then) for who in ("other", "clerk", "secretary")
    )
    assert office.timeline == former.timeline
    assert [moment.act for moment in office.timeline[-2:]] == ["visit.write", "matter.hand_over"]
    assert office.grounds == former.grounds
    assert "visit.write" not in {moment.act for moment in host.timeline}
    # What the new office drafts is neither the former's nor the host's to know.
    do(
        "other",
        "visit.write",
        fresh(matter),
        on=CHANGE,
        number="2",
        text="请公示。",
        sort="urge",
        addressee="K1",
        **TIME,
    )
    after = [
        seen(seat(who, CHANGE), matter.reference, then).timeline for who in ("other", "clerk", "secretary")
    ]
    assert [sum(moment.act == "visit.write" for moment in told) for told in after] == [2, 1, 0]


def test_problem_becomes_a_task_of_what_the_host_owes_and_one_that_was_declined_leaves_it_open() -> None:
    matter = visits.found()
    asked = {"number": "1", "text": "请报送全部审核单。", **TIME}
    with pytest.raises(Refused) as refused:
        step("clerk", "entrust", matter, act="consult_regularly", addressee="K1", **asked)
    assert refused.value.gate is Gate.RULING
    with pytest.raises(InvalidForm) as wrong:
        step("clerk", "entrust", matter, act="没有的事", **asked)
    assert wrong.value.fields.keys() == {"act"}
    step("clerk", "entrust", matter, act="cooperate.provide_materials", **asked)
    task = Problem.objects.get().became
    assert task is not None
    assert (task.kind, task.state, task.task.assignee_id, task.task.toward_id) == (
        "task",
        "proposed",
        "D1",
        "Z1",
    )
    assert task.task.request == f"请报送全部审核单。\n\n{FOUND}"
    do("head", "task.approve", task, on=ON)
    do("secretary", "task.decline", fresh(task), on=ON, text="不属于职责")
    assert list(unanswered(fresh(matter)))


def test_a_visit_is_closed_when_every_problem_is_dealt_with_and_not_by_whoever_recorded_it() -> None:
    assert "Neither settled nor taken up yet: 1." in wrong_with("close", visits.answered())
    settled = step("clerk", "settle", visits.found(), number="1", text="当场改了。")
    assert "tell the host of them first" in wrong_with("close", settled)
    assert step("head", "close", visits.made()).state == "closed"
    matter = step(
        "deputy", "record", visits.planned(), visited_on="2025-09-01", visitors="副组长", text="无异常。"
    )
    with pytest.raises(Refused) as refused:
        step("deputy", "close", matter)
    assert refused.value.gate is Gate.FOUR_EYES


def test_only_to_those_whom_the_office_supervises_and_counted_on_its_day() -> None:
    with pytest.raises(Refused):
        visits.planned(host="H2")
    with pytest.raises(InvalidForm):
        visits.planned(day="2025-08-31")
    visits.made()
    [kept] = performed(Sought(("Z1",), date(2025, 1, 1), date(2025, 12, 31), {"supervise.onsite"}))
    assert (kept.performance.toward, kept.performance.done_on) == ("D1", ON)
