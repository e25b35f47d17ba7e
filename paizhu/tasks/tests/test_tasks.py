"""A general task on its whole way, and everything that is refused on it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from paizhu.door.doing import Channel
from paizhu.door.models import Clock, Consent, Matter, Notice, Performed
from paizhu.door.open_acts import open_acts
from paizhu.door.refusals import Conflict, Gate, InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import ON, assigned, do, fresh, present, proposed, seat
from paizhu.journal.models import Entry

APPROVING = [
    "commission_regulations.2021.44.assigned",
    "stationed_rules.2022.12.lead",
    "stationed_rules.2022.48.controls",
]
pytestmark = pytest.mark.usefixtures("cast")


def written() -> tuple[int, ...]:
    """What is there: matters, acts, clocks, notices, and entries of acts that were done."""
    done = sum(json.loads(body)["outcome"] == "done" for body in Entry.objects.values_list("body", flat=True))
    return (
        Matter.objects.count(),
        Performed.objects.count(),
        Clock.objects.count(),
        Notice.objects.count(),
        done,
    )


@contextmanager
def refusal(gate: Gate) -> Iterator[Callable[[], Refused]]:
    """Expect a refusal by that gate, after which nothing was written but the attempt; call the result for it."""
    before, entries = written(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        yield lambda: refused.value
    assert refused.value.gate is gate, refused.value
    assert written() == before
    assert Entry.objects.count() == entries + 1
    last = json.loads(Entry.objects.latest("pk").body)
    assert (last["outcome"], last["facts"]["gate"]) == ("refused", gate.value)
    assert last["facts"]["norms"] == [p["norm"] for p in refused.value.provisions]


def test_whole_way() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="已核查，无问题。", on=date(2025, 9, 10))
    do("superior_deputy", "task.check", fresh(matter), text="属实。", on=date(2025, 9, 11))
    do("superior", "task.close", fresh(matter), on=date(2025, 9, 12))
    closed = fresh(matter)
    assert (closed.state, closed.closed_on, closed.due) == ("closed", date(2025, 9, 12), None)
    acts = list(Performed.objects.order_by("entry_id").values_list("act", flat=True))
    assert acts == [f"task.{a}" for a in ("propose", "approve", "accept", "answer", "check", "close")]
    assert Entry.objects.count() == len(acts)


def test_clock_starts_with_the_assignment_and_stops_with_the_answer() -> None:
    matter = assigned()
    clock = Clock.objects.get(matter=matter)
    # Ten working days from Monday 1 September, no holiday between.
    assert (clock.organ_id, clock.due, clock.stopped_on) == ("Z1", date(2025, 9, 15), None)
    assert fresh(matter).due == date(2025, 9, 15)
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="答复", on=date(2025, 9, 9))
    clock.refresh_from_db()
    assert clock.stopped_on == date(2025, 9, 9)


def test_time_is_suspended_and_lengthened() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("superior", "task.suspend", fresh(matter), text="等待鉴定", on=date(2025, 9, 3))
    do("superior", "task.resume", fresh(matter), on=date(2025, 9, 10))
    assert Clock.objects.get(matter=matter).due == date(2025, 9, 22)
    do(
        "superior",
        "task.extend",
        fresh(matter),
        text="复杂",
        length=2,
        unit="working_day",
        on=date(2025, 9, 10),
    )
    assert Clock.objects.get(matter=matter).due == date(2025, 9, 24)


def test_a_clock_is_suspended_resumed_and_lengthened_only_as_it_stands() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    clocks = {"task.extend", "task.suspend", "task.resume"}

    def open_ones() -> set[str]:
        acts = open_acts(fresh(matter), seat("superior"), present(), Channel.PAGE)
        return {act.id for act in acts if act.is_open} & clocks

    def refused(act: str, **given: Any) -> Refused:
        before = Clock.objects.get(matter=matter).breaks
        with refusal(Gate.STATE) as said:
            do("superior", act, fresh(matter), text="?", **given)
        assert Clock.objects.get(matter=matter).breaks == before
        return said()

    assert open_ones() == {"task.extend", "task.suspend"}
    running = refused("task.resume")
    assert running.code == "door.state.clock_running"
    assert {way.act for way in running.instead} & clocks == {"task.extend", "task.suspend"}
    do("superior", "task.suspend", fresh(matter), text="等待鉴定")
    assert open_ones() == {"task.extend", "task.resume"}
    suspended = refused("task.suspend")
    assert (suspended.code, "since 2025-09-01" in suspended.message) == ("door.state.clock_suspended", True)
    assert {way.act for way in suspended.instead} & clocks == {"task.extend", "task.resume"}
    Clock.objects.update(stopped_on=ON)
    assert open_ones() == set()
    assert refused("task.extend", length=2, unit="day").code == "door.state.clock_stopped"


def test_host_cannot_assign_assisting_the_party_group() -> None:
    with refusal(Gate.RULING) as refused:
        proposed("secretary", act="assist", assignee="Z1")
    assert refused().code == "door.ruling.limited"
    assert refused().provisions
    # What can be asked in its place can be taken by a program as it stands; each does rest on a provision.
    asked = [way.asked for way in refused().instead if way.asked]
    assert "assist.internal_inspection" in asked
    for act in asked:
        assert proposed("secretary", act=act, assignee="Z1").state == "proposed"
    assert {way.name for way in refused().instead if way.who} == {"assist"}
    assert refused().ruling is not None


def test_host_may_ask_for_what_the_office_owes_it() -> None:
    assert proposed("secretary", act="assist.internal_inspection", assignee="Z1").state == "proposed"


def test_proposer_does_not_approve() -> None:
    matter = proposed("superior")
    with refusal(Gate.FOUR_EYES) as refused:
        do("superior", "task.approve", matter)
    assert [(way.name, way.who) for way in refused().instead] == [
        ("approve and assign", "安澜市纪委监委副书记")
    ]
    assert [p["norm"] for p in refused().provisions] == APPROVING


def test_clerk_does_not_decline() -> None:
    matter = assigned()
    with refusal(Gate.POWER) as refused:
        do("clerk", "task.decline", matter, text="没有依据")
    # Who may do it is named, and on record are the provisions of the act.
    assert {way.who.removeprefix("安澜市纪委监委驻市财政局纪检监察组") for way in refused().instead} == {
        "组长",
        "副组长",
    }
    do("deputy", "task.decline", fresh(matter), text="没有依据")


def test_unknown_level_is_named() -> None:
    matter = assigned()
    with refusal(Gate.POWER) as refused:
        do("unknown", "task.decline", matter, text="没有依据")
    assert refused().code == "door.power.level_unknown"
    assert "干部" in refused().message


def test_assignee_does_not_close() -> None:
    matter = assigned()
    with refusal(Gate.POWER):
        do("head", "task.close", matter)


def test_wrong_state_names_the_open_acts() -> None:
    matter = assigned()
    with refusal(Gate.STATE) as refused:
        do("head", "task.answer", matter, text="答复")
    assert "task.accept" in {way.act for way in refused().instead}


@pytest.mark.parametrize("who", ["other", "secretary", "host"])
def test_outsider_finds_nothing(who: str) -> None:
    matter = assigned()
    before = written()
    with pytest.raises(NotVisible) as real:
        do(who, "task.note", matter, text="?")
    with pytest.raises(NotVisible) as invented:
        do(who, "task.note", "nosuchmatter", text="?")
    assert str(real.value) == str(invented.value)
    assert written() == before


def test_assignee_sees_nothing_before_the_approval() -> None:
    matter = proposed()
    with pytest.raises(NotVisible):
        do("head", "task.note", matter, text="?")


def test_recused_person_keeps_out() -> None:
    matter = assigned()
    do("deputy", "recusal.declare", matter, reason="近亲属在该单位任职")
    with refusal(Gate.RECUSAL) as refused:
        do("deputy", "task.accept", fresh(matter))
    assert refused().provisions
    do("head", "recusal.decide", fresh(matter), person="X-deputy", holds="no", reason="不影响")
    do("deputy", "task.accept", fresh(matter))


def test_nobody_decides_on_their_own_recusal() -> None:
    matter = assigned()
    do("head", "recusal.declare", matter, reason="曾任该局副局长")
    with refusal(Gate.RECUSAL):
        do("head", "recusal.decide", fresh(matter), person="X-head", holds="no", reason="不影响")


def test_form_is_told_field_by_field() -> None:
    before = written()
    with pytest.raises(InvalidForm) as invalid:
        proposed(title="", length="0", assignee="Z9")
    assert invalid.value.fields.keys() == {"title", "length", "assignee"}
    assert written() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"assignee": "不存在的单位"}, "No such organ; expected one of the registry"),
        ({"assignee": "安澜市财政党组"}, "No such organ; near: 安澜市财政局党组"),
        ({"assignee": "党组"}, "Name an organ of the registry."),
        ({"act": "做点什么"}, "No such act; expected one of the vocabulary, such as “"),
    ],
    ids=["nothing like it", "an organ like it", "a kind", "no act like it"],
)
def test_word_that_names_nothing_is_told_what_does(given: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidForm) as invalid:
        proposed(**given)
    ((why,),) = invalid.value.fields.values()
    assert why.startswith(said)
    assert "所在单位" not in why


def test_form_sent_twice_acts_once() -> None:
    matter = assigned()
    first = do("clerk", "task.accept", matter, key="k1")
    again = do("clerk", "task.accept", matter, key="k1")
    assert (first.again, again.again, first.entry) == (False, True, again.entry)


def test_key_of_another_seat_does_not_act() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter, key="k1")
    with pytest.raises(Conflict):
        do("head", "task.note", matter, key="k1", text="?")


def test_numbers_have_no_gap() -> None:
    for title in ("甲", "", "乙"):
        if title:
            proposed(title=title)
        else:
            with pytest.raises(InvalidForm):
                proposed(title=title)
    proposed("secretary", act="assist.internal_inspection", assignee="Z1")
    numbers = Matter.objects.order_by("pk").values_list("owner_id", "year", "number")
    assert list(numbers) == [("W2", 2025, 1), ("W2", 2025, 2), ("D1", 2025, 1)]


def test_task_toward_a_third_party_needs_its_leader() -> None:
    assert proposed(act="supervise", toward="H1").task.toward_id == "H1"
    with refusal(Gate.RULING):
        proposed("secretary", act="supervise", toward="H1", assignee="Z1")


def test_other_side_is_told_without_content() -> None:
    matter = assigned()
    told = Notice.objects.get(matter=matter)
    assert (told.organ_id, told.act) == ("Z1", "task.approve")


def test_agreement_needs_both_sides_consent() -> None:
    matter = proposed("secretary", act="joint_education", assignee="Z1")
    # The only other seat of the Party group is no leader, and no organ leads it: nobody else can approve.
    assert matter.grounds.get().basis == "agreement"
    assert not Consent.objects.exists()


def test_entry_commits_to_what_was_typed_and_does_not_show_it() -> None:
    matter = assigned()
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert "公务用车" not in bodies
    assert matter.reference in bodies
