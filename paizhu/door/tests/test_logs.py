"""Reading a log: whose may be read by whom, and that nothing but facts stands there."""

import pytest

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting, sitting
from paizhu.accounts.tests.signed_in import make_account
from paizhu.door import logs
from paizhu.door.models import Matter
from paizhu.door.refusals import Refused
from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat
from paizhu.door.visibility import logs_seen

pytestmark = pytest.mark.usefixtures("cast")


def administrator(administers: Administers) -> Sitting:
    make_account("root", administers=administers.value)
    found = sitting("admin:root", ON)
    assert found
    return found


@pytest.mark.parametrize(
    ("who", "readable"),
    [("head", ("Z1",)), ("secretary", ("D1",)), ("host", ("H1",)), ("superior", ("W2", "Z1", "Z2"))],
)
def test_own_log_and_those_of_offices_that_are_led(who: str, readable: tuple[str, ...]) -> None:
    assigned()
    assert logs_seen(seat(who), present()) == readable


def test_audit_administrator_reads_every_log_and_the_others_none() -> None:
    do("clerk", "task.accept", assigned())
    assert logs_seen(administrator(Administers.AUDIT), present()) == ("W2", "Z1")


@pytest.mark.parametrize("administers", [Administers.SYSTEM, Administers.SECURITY])
def test_other_administrators_read_no_log(administers: Administers) -> None:
    assigned()
    assert logs_seen(administrator(administers), present()) == ()


def test_entries_are_facts_the_latest_first() -> None:
    matter = assigned()
    with pytest.raises(Refused):
        do("clerk", "task.decline", matter, text="没有依据")
    do("clerk", "task.accept", fresh(matter))
    accepted, declined = logs.page(seat("head"), present(), "Z1").lines
    assert (accepted.number, declined.number) == (2, 1)
    assert accepted.facts
    assert declined.facts
    assert (accepted.facts.act, accepted.facts.seat, accepted.facts.refused) == (
        "task.accept",
        "S-clerk",
        False,
    )
    assert (declined.facts.gate, declined.facts.code) == ("power", "door.power.level")
    assert (accepted.facts.matter, accepted.facts.leads_there) == (matter.reference, True)
    assert accepted.facts.title == "纪检监察员"


def test_norms_of_the_ruling_stand_there_and_content_does_not() -> None:
    assigned()
    lines = logs.page(seat("superior"), present(), "W2").lines
    assert all(line.facts and line.facts.norms for line in lines)
    assert "公务用车" not in repr(lines)


def test_act_on_a_matter_that_is_not_seen_shows_its_number_only() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    # Somebody of another organ who was let see the matter acts on it: their colleagues learn nothing.
    Matter.objects.filter(pk=matter.pk).update(title="x")
    [line] = logs.page(seat("other"), present(), "Z1").lines
    assert (line.number, line.facts) == (1, None)


def test_audit_administrator_sees_facts_and_no_way_to_the_matter() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    [line] = logs.page(administrator(Administers.AUDIT), present(), "Z1").lines
    assert line.facts
    assert (line.facts.matter, line.facts.leads_there) == (matter.reference, False)


def test_pages_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    for n in range(4):
        do("clerk", "task.note", fresh(matter), text=str(n))
    monkeypatch.setattr(logs, "LIMIT", 2)
    numbers, before = [], None
    while True:
        page = logs.page(seat("head"), present(), "Z1", before)
        numbers.append([line.number for line in page.lines])
        before = page.next
        if before is None:
            break
    assert numbers == [[5, 4], [3, 2], [1]]
