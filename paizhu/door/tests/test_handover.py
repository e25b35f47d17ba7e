"""Re-stationing in mid-year: matters go with the host, clocks run on, the old office keeps sight."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from paizhu.door import handover
from paizhu.door.doing import Channel
from paizhu.door.handover import hand_over_all
from paizhu.door.models import Clock, Handover
from paizhu.door.notices.queries import inbox
from paizhu.door.perform import perform
from paizhu.door.proving import provable
from paizhu.door.refusals import Refused
from paizhu.door.seen import seen
from paizhu.door.tests import world
from paizhu.door.tests.world import do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach, reach, visible
from paizhu.registry.tests.charts import relation

CHANGE = date(2025, 9, 8)

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def _restationed(cast: None, tmp_path: Path) -> None:  # noqa: ARG001  the city first
    restation(tmp_path)


def restation(tmp_path: Path, since: date = CHANGE) -> None:
    """Record that the other office is over the host from the day of the change."""
    last = (since - timedelta(days=1)).isoformat()
    left = relation("R4", "stationed_at", "Z1", "H1", until=last, basis="安编办〔2018〕1号")
    taken = relation("R20", "covers", "Z2", "H1", since=since.isoformat())
    world.bring(tmp_path, {"relations": [left, taken]})


@pytest.mark.usefixtures("_restationed")
def test_nothing_is_handed_over_before_the_day() -> None:
    proposed("superior_deputy", act="supervise", toward="H1")
    assert hand_over_all(present(date(2025, 9, 7))) == 0


@pytest.mark.usefixtures("_restationed")
def test_matter_goes_to_the_new_office_and_its_clock_runs_on() -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    due = Clock.objects.get(matter=matter).due
    assert hand_over_all(present(CHANGE)) == 1
    clock = Clock.objects.get(matter=matter)
    assert (clock.organ_id, clock.due, clock.stopped_on) == ("Z2", due, None)
    assert Handover.objects.get(matter=matter).to_organ_id == "Z2"
    do("other", "task.accept", fresh(matter), on=CHANGE)


@pytest.mark.usefixtures("_restationed")
def test_handing_over_twice_hands_over_once() -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    assert [hand_over_all(present(CHANGE)) for _time in range(2)] == [1, 0]


@pytest.mark.usefixtures("_restationed")
def test_both_offices_and_whoever_takes_part_are_told_by_reference() -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    hand_over_all(present(CHANGE))

    def heard(name: str) -> list[tuple[str, str]]:
        return [(i.reference, i.act) for i in inbox(seat(name, CHANGE), present(CHANGE)).items]

    said = (matter.reference, "Hand a matter over")
    assert [heard(name)[0] for name in ("head", "other", "superior")] == [said] * 3
    assert (heard("host"), heard("secretary")) == ([], [])
    assert matter.title not in repr(inbox(seat("other", CHANGE), present(CHANGE)))


@pytest.mark.usefixtures("_restationed")
def test_host_that_takes_part_is_told() -> None:
    matter = proposed("clerk", act="notify.important", assignee="H1", title="通报重要情况")
    do("head", "task.approve", matter)
    assert hand_over_all(present(CHANGE)) == 1
    items = inbox(seat("host", CHANGE), present(CHANGE)).items
    assert (items[0].reference, items[0].act) == (matter.reference, "Hand a matter over")


@pytest.mark.usefixtures("_restationed")
def test_old_office_keeps_sight_and_acts_no_more() -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    hand_over_all(present(CHANGE))
    then = present(CHANGE)
    assert reach(seat("head", CHANGE), fresh(matter), then) is Reach.PAST
    assert visible(seat("head", CHANGE), then).filter(pk=matter.pk).exists()
    with pytest.raises(Refused, match="an act of"):
        do("head", "task.accept", fresh(matter), on=CHANGE)


@pytest.mark.usefixtures("_restationed")
def test_matter_about_another_host_stays() -> None:
    matter = proposed("superior_deputy")
    do("superior", "task.approve", matter)
    assert hand_over_all(present(CHANGE)) == 0


def test_matter_that_came_on_the_very_day_goes_on_too(tmp_path: Path) -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter, on=CHANGE)
    # Recorded later on that day than the assignment.
    restation(tmp_path)
    assert hand_over_all(present(CHANGE)) == 1
    assert reach(seat("other", CHANGE), fresh(matter), present(CHANGE)) is Reach.CONTENT


def test_matter_that_was_opened_before_the_registry_knew_goes_on_too(tmp_path: Path) -> None:
    at = timezone.now()
    on = timezone.localdate(at)
    given = {**world.TASK, "act": "supervise", "toward": "H1"}
    proposer = seat("superior_deputy", on)
    done = perform(present(on, at), proposer, "task.propose", None, given, channel=Channel.PAGE)
    assert done.matter is not None
    approver = seat("superior", on)
    perform(present(on, at), approver, "task.approve", done.matter.reference, {}, channel=Channel.PAGE)
    # Only then is it recorded that the other office has been over the host since ten days ago.
    restation(tmp_path, on - timedelta(days=10))
    later = timezone.now()
    assert hand_over_all(present(on, later)) == 1
    assert reach(seat("other", on), fresh(done.matter), present(on, later)) is Reach.CONTENT
    assert hand_over_all(present(on, timezone.now())) == 0


@pytest.mark.usefixtures("_restationed")
def test_history_tells_of_the_handover_and_leads_to_its_entry() -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    then = present(CHANGE)
    hand_over_all(then)
    for name in ("head", "other", "superior"):
        sitting = seat(name, CHANGE)
        last = seen(sitting, matter.reference, then).timeline[-1]
        assert (last.act, last.on, last.organ) == ("matter.hand_over", CHANGE, "Z1")
        assert last.organ_name == f"{then.name('Z1')} → {then.name('Z2')}"
        assert provable(sitting, then, last.organ, last.entry) is not None
    assert provable(seat("host", CHANGE), then, last.organ, last.entry) is None


@pytest.mark.usefixtures("_restationed")
def test_matter_that_somebody_acts_on_meanwhile_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = proposed("superior_deputy", act="supervise", toward="H1")
    do("superior", "task.approve", matter)
    due = handover.due_handovers(present(CHANGE))
    do("superior", "task.note", fresh(matter), text="?", on=CHANGE)
    monkeypatch.setattr(handover, "due_handovers", lambda _present: due)
    assert hand_over_all(present(CHANGE)) == 0
    assert Clock.objects.get(matter=matter).organ_id == "Z1"
