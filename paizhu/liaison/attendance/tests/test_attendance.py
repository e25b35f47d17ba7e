"""The way of a supervision opinion, and what must not happen on it."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.kinds import told
from paizhu.door.models import Clock, Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests import world
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh, seat
from paizhu.door.visibility import sights
from paizhu.liaison.attendance.acts import ACTS
from paizhu.liaison.attendance.tests import meetings
from paizhu.liaison.attendance.tests.meetings import NOTICE, ON, announced, asked, compared, step

pytestmark = pytest.mark.usefixtures("cast")

SIDES = {"office": "Z1", "host": "D1"}
GIVEN: dict[str, Any] = {
    "text": "说明",
    "length": "3",
    "unit": "day",
    "verdict": "recorded",
    "adoption": "partly",
}
STEPS = [act.id for act in ACTS if not act.opens and act.id != "attendance.attach"]
STAGES = ("announced", "present", "raised", "compared", "followed", "closed")


@pytest.mark.parametrize("stage", STAGES)
def test_every_act_by_everybody(stage: str) -> None:
    check_acts(getattr(meetings, stage)(), SIDES, STEPS, GIVEN)


@pytest.mark.parametrize("stage", ["announced", "asked", "closed"])
def test_what_everybody_sees(stage: str) -> None:
    check_sight(getattr(meetings, stage)(), SIDES)


def facts(matter: Matter, who: str = "head") -> dict[str, Any]:
    then = world.present(ON)
    sight = sights(seat(who, ON), [matter], then)[matter.pk]
    return {fact.name: fact.value for fact in told(fresh(matter), sight, then).facts}


def test_opinion_is_followed_to_its_outcome() -> None:
    matter = meetings.closed()
    found = facts(matter, "secretary")
    assert (found["verdict"], found["adoption"]) == ("softened", "adopted")
    assert (found["opinion"], found["outcome"]) == (
        "单一来源采购的理由不充分，建议补充论证后再议。",
        "改为公开招标，节约12万元。",
    )
    assert [r.kind.removeprefix("attendance.") for r in matter.remarks.order_by("pk")] == [
        "opine", "minutes", "compare", "respond", "follow",
    ]  # fmt: skip


def test_minutes_that_are_corrected_are_compared_anew_and_the_first_stay_on_record() -> None:
    matter = step("group_clerk", "correct", compared(), text="派驻组认为理由不充分。")
    assert (matter.state, facts(matter)["verdict"], facts(matter)["minuted"]) == (
        "minuted", "", "派驻组认为理由不充分。",
    )  # fmt: skip
    assert matter.remarks.filter(kind="attendance.minutes").get().text == "派驻组提出可进一步论证。"
    matter = step("clerk", "compare", matter, verdict="recorded", text="如实。")
    assert facts(matter)["verdict"] == "recorded"


def test_time_to_answer_runs_from_the_opinion_to_the_answer() -> None:
    matter = meetings.raised()
    clock = Clock.objects.get(matter=matter)
    assert (clock.organ_id, clock.due, clock.stopped_on) == ("D1", date(2025, 9, 22), None)
    matter = step("group_clerk", "minutes", matter, text="已载明。")
    matter = step("clerk", "compare", matter, verdict="recorded", text="如实。")
    step("secretary", "respond", matter, adoption="declined", text="已另行论证，理由见附件。")
    clock.refresh_from_db()
    assert clock.stopped_on == ON


def test_meeting_without_an_opinion_ends_there_and_one_not_attended_is_no_performance() -> None:
    step("clerk", "none", meetings.present())
    absent = announced()
    step("deputy", "absent", absent, text="同日参加派出机关会议。")
    found = performed(Sought(("Z1", "D1"), date(2025, 1, 1), date(2025, 12, 31)))
    said = [
        (k.performance.act, k.performance.bearer, k.performance.toward, k.performance.done_on) for k in found
    ]
    assert said == [("attend_meeting", "Z1", "D1", ON)]
    assert fresh(absent).state == "absent"


def test_opinion_that_was_raised_is_on_record_as_such() -> None:
    meetings.raised()
    acts = {k.performance.act for k in performed(Sought(("Z1",), date(2025, 1, 1), date(2025, 12, 31)))}
    assert acts == {"attend_meeting", "opinion"}


@pytest.mark.parametrize(
    ("who", "act", "given"),
    [
        ("other", "attendance.ask", {"host": "D1"}),
        ("secretary", "attendance.notify", {"office": "Z2"}),
        ("clerk", "attendance.ask", {"host": "W1"}),
    ],
    ids=["another office", "an office of others", "the Party committee"],
)
def test_only_between_an_office_and_those_it_supervises(who: str, act: str, given: dict[str, Any]) -> None:
    rest = {k: v for k, v in NOTICE.items() if k != "office"}
    with pytest.raises(Refused) as refused:
        do(who, act, **rest, **given)
    assert refused.value.gate is Gate.RULING
    assert not Matter.objects.exists()


def test_host_unit_itself_may_be_the_host() -> None:
    matter = asked("H1")
    do("host", "attendance.amend", matter, day="2025-09-09", place="", agenda="仅一项。")
    assert facts(matter, "host")["day"] == date(2025, 9, 9)


def test_days_that_cannot_be_are_told() -> None:
    with pytest.raises(InvalidForm):
        do("group_clerk", "attendance.notify", **{**NOTICE, "day": "2025-08-31"})
    with pytest.raises(InvalidForm):
        do(
            "clerk",
            "attendance.record",
            announced(),
            attended_on="2025-09-08",
            capacity="sat_in",
            present="副组长",
        )
