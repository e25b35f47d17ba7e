"""Which acts are open to a seat: what the list says is what the door does."""

import pytest

from paizhu.door.acts import acts as registered
from paizhu.door.doing import Channel
from paizhu.door.models import Matter, Performed
from paizhu.door.open_acts import OpenAct, open_acts, opening_acts
from paizhu.door.perform import perform
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.seen import seen
from paizhu.door.tests.world import CAST, assigned, do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")
NEED_NO_INPUT = {"task.approve", "task.accept", "task.close", "task.resume"}


def acts(who: str, matter: Matter) -> dict[str, OpenAct]:
    return {act.id: act for act in open_acts(matter, seat(who), present(), Channel.PAGE)}


def in_each_state() -> list[Matter]:
    """A task in each state on its way."""
    found = [proposed(), assigned(), assigned(), assigned(), assigned()]
    do("clerk", "task.accept", found[2])
    for matter in found[3:]:
        do("clerk", "task.accept", matter)
        do("head", "task.answer", fresh(matter), text="答复")
    do("superior_deputy", "task.check", fresh(found[4]), text="属实")
    return [fresh(matter) for matter in found]


@pytest.mark.parametrize("who", CAST)
def test_list_says_what_the_door_does(who: str) -> None:
    for matter in in_each_state():
        try:
            listed = acts(who, matter)
        except NotVisible:
            with pytest.raises(NotVisible):
                do(who, "task.note", matter, text="记录")
            continue
        entries = Entry.objects.count()
        for id_, act in listed.items():
            if id_ in NEED_NO_INPUT:
                continue
            # An empty form is looked at last: who gets there has passed all gates before it.
            with pytest.raises((Refused, InvalidForm)) as error:
                perform(present(), seat(who), id_, matter.reference, {}, channel=Channel.PAGE)
            if isinstance(error.value, Refused):
                assert act.why_not is not None, (id_, error.value)
                assert (act.why_not.code, act.why_not.message) == (error.value.code, error.value.message)
            else:
                assert act.is_open, (id_, act.why_not)
        refused = sum(not act.is_open for id_, act in listed.items())
        assert Entry.objects.count() - entries <= refused


def test_nothing_is_recorded() -> None:
    matter = assigned()
    before = Entry.objects.count(), Performed.objects.count(), fresh(matter).revision
    acts("clerk", matter)
    opening_acts(seat("clerk"), present(), Channel.PAGE)
    assert (Entry.objects.count(), Performed.objects.count(), fresh(matter).revision) == before


def test_each_says_its_provision_once() -> None:
    found = acts("superior", proposed())["task.approve"]
    norms = [provision["norm"] for provision in found.provisions]
    assert norms[0] == "commission_regulations.2021.44.assigned"
    assert len(norms) == len(set(norms))


def test_proposer_is_told_who_approves() -> None:
    matter = proposed("superior")
    why = acts("superior", matter)["task.approve"].why_not
    assert why is not None
    assert (why.gate, [way.who for way in why.instead]) == (Gate.FOUR_EYES, ["安澜市纪委监委副书记"])


def test_outsider_finds_nothing() -> None:
    with pytest.raises(NotVisible):
        acts("other", assigned())


def test_acts_that_open_a_matter() -> None:
    found = [act.id for act in opening_acts(seat("clerk"), present(), Channel.PAGE)]
    assert found == [act.id for act in registered.opening()]
    assert "task.propose" in found


def test_whoever_stands_in_sees_what_waits_for_them() -> None:
    # The office Z2 has one seat only, which proposed: its dispatching organ approves.
    matter = proposed("other", assignee="W2", act="lead", title="请示", request="请指导")
    head = seen(seat("superior"), matter.reference, present())
    deputy = seen(seat("superior_deputy"), matter.reference, present())
    assert (head.sight.reach, head.waits) == (Reach.CONTENT, frozenset({"task.approve"}))
    assert head.head.title == "请示"
    assert acts("superior", matter)["task.approve"].is_open
    assert (deputy.sight.reach, deputy.head.title, deputy.timeline) == (Reach.OVERVIEW, None, ())
