"""Joint review of leads: a Party group sees what it brought and an outcome in set words, and nothing else."""

from datetime import date
from typing import Any

import pytest

from paizhu.door.kinds import told
from paizhu.door.models import Matter
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.tests import world
from paizhu.door.tests.authorization import check_acts, check_sight
from paizhu.door.tests.world import do, fresh, seat
from paizhu.door.visibility import sights
from paizhu.journal.models import Entry
from paizhu.liaison.lead_reviews.acts import ACTS

pytestmark = pytest.mark.usefixtures("cast")

ON = date(2025, 9, 1)
ASK: dict[str, Any] = {
    "office": "Z1",
    "field": "政府采购",
    "title": "采购领域线索联合排查",
    "day": "2025-09-01",
    "text": "两家供应商投标文件雷同。",
    "secrecy": "internal",
}
HELD = {"held_on": "2025-09-01", "office_present": "副组长", "group_present": "党组书记"}
SECRET = "此前已收到同一经办人的反映"
STEPS = [act.id for act in ACTS if not act.opens and act.id != "lead_review.attach"]
GIVEN: dict[str, Any] = {"text": "说明", "number": "1", "outcome": "taken", **HELD}


def asked() -> Matter:
    done = do("group_clerk", "lead_review.ask", **ASK)
    assert done.matter is not None
    return done.matter


def step(who: str, act: str, matter: Matter, /, **given: Any) -> Matter:
    do(who, f"lead_review.{act}", matter, on=ON, **given)
    return fresh(matter)


def agreed() -> Matter:
    return step("deputy", "take_up", asked())


def reviewed() -> Matter:
    return step("clerk", "hold", agreed(), **HELD)


def decided(outcome: str = "taken") -> Matter:
    return step("head", "decide", reviewed(), number="1", outcome=outcome, assessment=SECRET)


def closed() -> Matter:
    return step("head", "close", decided())


@pytest.mark.parametrize("stage", [asked, agreed, reviewed, closed])
def test_every_act_by_everybody_and_what_they_see(stage: Any) -> None:
    matter, sides = stage(), {"office": "Z1", "group": "D1"}
    check_sight(matter, sides)
    check_acts(matter, sides, STEPS, GIVEN)


def leads(matter: Matter, who: str) -> list[dict[str, Any]]:
    then = world.present(ON)
    held = told(fresh(matter), sights(seat(who, ON), [matter], then)[matter.pk], then)
    assert not held.remarks
    fact = held.fact("leads")
    assert fact is not None
    return [{part.name: part.value for part in row} for row in fact.rows]


def test_group_sees_its_own_words_and_the_outcome_and_the_office_its_assessment() -> None:
    matter = decided()
    [theirs], [ours] = leads(matter, "secretary"), leads(matter, "clerk")
    assert theirs == {
        "number": 1,
        "text": "两家供应商投标文件雷同。",
        "brought_on": date(2025, 9, 1),
        "more": "",
        "outcome": "taken",
        "outcome_on": ON,
    }
    assert ours["assessment"] == SECRET
    assert SECRET not in "".join(Entry.objects.values_list("body", flat=True))


def test_somebody_of_the_unit_who_is_granted_sight_reads_no_assessment() -> None:
    matter = decided()
    do(
        "secretary",
        "grant.give",
        matter,
        on=ON,
        person="X-host",
        reason="协助核对采购资料",
        last_day="2025-09-30",
    )
    [row] = leads(matter, "host")
    assert "assessment" not in row


def test_what_is_added_waits_for_an_answer_again_and_nothing_is_closed_before_each_has_one() -> None:
    matter = step("group_clerk", "supply", decided("more"), number="1", text="开标记录见附件。")
    assert (leads(matter, "secretary")[0]["more"], leads(matter, "secretary")[0]["outcome"]) == (
        "开标记录见附件。", "",
    )  # fmt: skip
    matter = step("group_clerk", "bring", matter, text="某科长收受礼品卡。")
    matter = step("head", "decide", matter, number="1", outcome="taken")
    with pytest.raises(InvalidForm) as wrong:
        step("head", "close", matter)
    assert "Not answered yet: 2." in wrong.value.fields[""][0]
    matter = step("head", "decide", matter, number="2", outcome="returned")
    assert step("deputy", "close", matter).state == "closed"


def test_only_the_group_brings_leads_and_only_between_the_two() -> None:
    done = do("clerk", "lead_review.propose", **{**ASK, "office": "", "group": "D1", "text": ""})
    assert done.matter is not None
    matter = step("secretary", "agree", done.matter)
    with pytest.raises(Refused) as refused:
        step("head", "bring", matter, text="我组掌握的线索")
    assert refused.value.gate is Gate.POWER
    for who, given in (("host", {"office": "Z1"}), ("group_clerk", {"office": "Z2"})):
        with pytest.raises(Refused):
            do(who, "lead_review.ask", **{**ASK, **given})


def test_it_counts_for_both_once_it_was_held() -> None:
    agreed()
    reviewed()
    found = performed(Sought(("Z1", "D1"), date(2025, 1, 1), date(2025, 12, 31), {"handle_lead"}))
    assert {(k.performance.bearer, k.performance.done_on) for k in found} == {("D1", ON), ("Z1", ON)}
