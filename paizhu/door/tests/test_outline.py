"""Who sees only the outline of a matter is told nothing more by a refusal, and neither is the journal of their organ."""

import json

import pytest

from paizhu.door.doing import Channel
from paizhu.door.models import Ground, Matter
from paizhu.door.open_acts import open_acts
from paizhu.door.refusals import Refused
from paizhu.door.tests.world import do, fresh, present, proposed, seat
from paizhu.journal.models import Entry
from paizhu.norms.procedure import ActClass

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def matter() -> Matter:
    """A matter between an office and its host: the organ that leads the office sees its outline."""
    made = proposed("deputy", act="notify.important", assignee="H1", title="通报重要情况")
    do("head", "task.approve", made)
    return fresh(made)


def acts_of(matter: Matter) -> list[str]:
    procedure = present().base.procedure_by_id(matter.procedure)
    return [step.id for step in procedure.steps if step.from_]


def test_no_refusal_names_a_side_or_what_is_asked(matter: Matter) -> None:
    names = ("安澜市财政局", "财政局", "H1", matter.title)
    for act in acts_of(matter):
        with pytest.raises(Refused) as refused:
            do("superior", act, matter)
        said = f"{refused.value.message} {refused.value.provisions} {refused.value.instead} {refused.value.ruling}"
        assert refused.value.code == "door.power.side", act
        assert not any(name in said for name in names), (act, said)
        entry = json.dumps(json.loads(Entry.objects.latest("pk").body), ensure_ascii=False)
        assert not any(name in entry for name in names), act


def test_ruling_that_fails_today_is_not_told_either(matter: Matter) -> None:
    duties = [
        step.id
        for step in present().base.procedure_by_id(matter.procedure).steps
        if step.class_ is ActClass.DUTY and step.from_
    ]
    assert duties
    # What was grounded when it was opened is grounded no more.
    matter.task.act = "assist.strict_governance"
    matter.task.save(update_fields=["act"])
    for act in duties:
        with pytest.raises(Refused) as refused:
            do("superior", act, matter)
        assert (refused.value.code, refused.value.ruling) == ("door.power.side", None)
        with pytest.raises(Refused) as told:
            do("head", act, matter)
        assert told.value.gate.value == "ruling"


def test_whoever_takes_part_is_told_whose_act_it_is(matter: Matter) -> None:
    with pytest.raises(Refused, match="安澜市财政局"):
        do("head", "task.accept", matter)


def test_page_tells_no_more_than_the_refusal(matter: Matter) -> None:
    told = [
        a.why_not.message for a in open_acts(matter, seat("superior"), present(), Channel.PAGE) if a.why_not
    ]
    assert told
    assert not any("财政局" in message for message in told)
    assert Ground.objects.filter(matter=matter).exists()
