"""The inbox: what its reader may see, each person's own marks, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from paizhu.accounts.models import Account, State
from paizhu.accounts.sittings import Sitting, sitting
from paizhu.door.models import Notice, Participation
from paizhu.door.notices.marking import mark_all_read, mark_read
from paizhu.door.notices.models import Read
from paizhu.door.notices.naming import IN_NO_PROCEDURE, name_of
from paizhu.door.notices.queries import MOST_COUNTED, inbox, unread, unread_lately
from paizhu.door.present import Present
from paizhu.door.tests.world import AT, CAST, ON, assigned, do, fresh, present, seat

pytestmark = pytest.mark.usefixtures("cast")


def seen(who: str) -> list[tuple[str, str]]:
    return [(item.reference, item.act) for item in inbox(seat(who), present()).items]


def new(who: Sitting, at: Present) -> int:
    """How many are unread; the navigation says the same."""
    count = unread(who, at)
    assert unread_lately(who, at) == count
    return count


def test_only_the_told_organ_hears_of_it() -> None:
    matter = assigned()
    heard = {who for who in CAST if seen(who)}
    assert heard == {"head", "deputy", "clerk", "unknown"}
    assert seen("head") == [(matter.reference, "approve and assign")]


def test_nothing_of_the_content_is_in_it() -> None:
    matter = assigned()
    text = repr(inbox(seat("head"), present()))
    assert matter.reference in text
    assert matter.title not in text
    assert "公务用车" not in text


def test_newest_first_and_page_by_page() -> None:
    matters = [assigned(title=f"第{n}件") for n in range(5)]
    first = inbox(seat("head"), present(), limit=3)
    second = inbox(seat("head"), present(), before=first.next, limit=3)
    both = [item.reference for item in (*first.items, *second.items)]
    assert both == [matter.reference for matter in reversed(matters)]
    assert second.next is None


def test_each_person_reads_for_themselves() -> None:
    assigned()
    [item] = inbox(seat("head"), present()).items
    mark_read(seat("head"), present(), [item.id])
    assert (new(seat("head"), present()), new(seat("deputy"), present())) == (0, 1)
    assert inbox(seat("head"), present()).items[0].is_read
    assert not inbox(seat("deputy"), present()).items[0].is_read


def test_marking_twice_marks_once() -> None:
    assigned()
    ids = [item.id for item in inbox(seat("head"), present()).items]
    mark_read(seat("head"), present(), ids)
    mark_read(seat("head"), present(), ids)
    assert Read.objects.count() == 1


def test_all_means_all_that_were_shown() -> None:
    assigned()
    newest = inbox(seat("head"), present()).items[0].id
    later = assigned()
    mark_all_read(seat("head"), present(), newest=newest)
    left = [i.reference for i in inbox(seat("head"), present()).items if not i.is_read]
    assert left == [later.reference]


@pytest.mark.parametrize("who", ["other", "secretary", "superior"])
def test_nobody_marks_what_they_do_not_see(who: str) -> None:
    assigned()
    mark_read(seat(who), present(), list(Notice.objects.values_list("pk", flat=True)))
    mark_all_read(seat(who), present(), newest=10**6)
    assert Read.objects.count() == 0


def test_recused_person_has_it_no_more() -> None:
    matter = assigned()
    do("deputy", "recusal.declare", matter, reason="近亲属在该单位任职")
    assert (seen("deputy"), new(seat("deputy"), present())) == ([], 0)
    assert new(seat("head"), present()) == 1
    do("head", "recusal.decide", fresh(matter), person="X-deputy", holds="no", reason="不影响")
    assert new(seat("deputy"), present()) == 1


def test_person_recused_from_an_organ_hears_nothing_of_it() -> None:
    from paizhu.door.models import Recusal  # noqa: PLC0415  only here

    assigned()
    common: dict[str, Any] = {"person_id": "X-deputy", "reason": "曾任职", "declared_by": "S-deputy"}
    recusal = Recusal.objects.create(organ_id="W2", declared_on=ON, until=ON + timedelta(days=1), **common)
    assert new(seat("deputy"), present()) == 0
    assert new(seat("deputy"), present(ON + timedelta(days=1))) == 1
    recusal.delete()
    assert new(seat("deputy"), present()) == 1


def test_matter_that_is_seen_no_more_is_not_in_it() -> None:
    matter = assigned()
    Participation.objects.filter(matter=matter, organ="Z1").delete()
    assert (seen("head"), new(seat("head"), present())) == ([], 0)


def test_administrator_has_no_inbox() -> None:
    assigned()
    Account.objects.create(username="root", administers="audit", state=State.ACTIVE, made_at=AT)
    administrator = sitting("admin:root", ON)
    assert isinstance(administrator, Sitting)
    assert (inbox(administrator, present()).items, new(administrator, present())) == ((), 0)


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(number):
        assigned(title=f"第{n}件")
    here, who = present(), seat("head")
    # The other one asks for declared kin, once a request.
    with django_assert_num_queries(2):
        assert len(inbox(who, here).items) == number
    with django_assert_num_queries(1):
        assert unread(who, here) == number


def test_count_stops_at_a_limit() -> None:
    matter = assigned()
    notice = Notice.objects.get()
    entries = [do("superior", "task.note", fresh(matter), text=str(n)).entry for n in range(MOST_COUNTED + 3)]
    Notice.objects.bulk_create(
        Notice(organ=notice.organ, matter=matter, entry=entry, act="task.note", at=AT) for entry in entries
    )
    assert unread(seat("head"), present()) == MOST_COUNTED


def test_acts_of_no_procedure_have_a_name_in_both_languages() -> None:
    names = {act: name_of(act) for act in IN_NO_PROCEDURE}
    assert [act for act, name in names.items() if name is None or name.zh == name.en] == []
    assert name_of("task.propose") is None
