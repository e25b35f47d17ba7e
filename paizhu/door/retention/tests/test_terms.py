"""Terms: who sets them, what they rest on, and what falls due by them."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from paizhu.door.refusals import Gate, InvalidForm, Refused
from paizhu.door.retention import queries
from paizhu.door.retention.models import Term
from paizhu.door.retention.terms import by_kind
from paizhu.door.retention.tests.closed import LAST, OVER, closed, proposed_for, term, withdrawn
from paizhu.door.tests.world import CAST, ON, ORGANS, do, present, proposed, seat
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")
GIVEN: dict[str, Any] = {"kind": "task", "rule": "", "given_years": "10", "reason": "本单位自定"}


def due(who: str, on: date = OVER, **given: Any) -> list[str]:
    return [one.reference for one in queries.due(seat(who, on), present(on), **given).rows]


def test_a_leader_sets_a_term_and_the_latest_holds() -> None:
    done = do("superior", "retention.term", **GIVEN)
    assert '"years":10' in done.entry.body
    assert "本单位自定" not in done.entry.body
    term(years=30)
    [row] = [row for row in by_kind("W2", present()) if row.kind == "task"]
    assert row.term is not None
    assert (row.term.years, row.term.rule, row.rule) == (30, "", None)
    assert Term.objects.count() == 2


def test_others_do_not_and_the_attempt_is_on_record() -> None:
    with pytest.raises(Refused) as refused:
        do("clerk", "retention.term", **GIVEN)
    assert refused.value.gate is Gate.POWER
    latest = Entry.objects.latest("pk")
    assert '"outcome":"refused"' in latest.body
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"given_years": ""}, "given_years"),
        ({"given_years": "0"}, "given_years"),
        ({"given_years": "101"}, "given_years"),
        ({"rule": "for_good"}, "given_years"),
        ({"rule": "nowhere.long"}, "rule"),
        ({"reason": ""}, "reason"),
    ],
    ids=["no such kind", "no years", "none", "too many", "years for good", "no such class", "no reason"],
)
def test_what_is_wrong_is_told(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidForm) as invalid:
        do("superior", "retention.term", **{**GIVEN, **changed})
    assert field in invalid.value.fields
    assert not Term.objects.exists()


def test_a_class_of_a_provision_gives_the_years_and_says_that_it_is_to_be_verified() -> None:
    term(years=None, rule="case_archives.long")
    [row] = [row for row in by_kind("W2", present()) if row.kind == "task"]
    assert row.term is not None
    assert row.rule is not None
    assert (row.term.years, row.rule.verified) == (60, False)


@pytest.mark.parametrize(
    ("on", "is_due"), [(LAST, False), (OVER, True), (ON, False)], ids=["last day", "day after", "closing day"]
)
def test_due_from_the_day_after_the_term(on: date, is_due: bool) -> None:
    term()
    matter = withdrawn()
    assert due("superior", on) == ([matter.reference] if is_due else [])


def test_only_the_owner_is_shown_what_falls_due() -> None:
    term()
    matter = closed()
    found = {who: due(who) for who in CAST}
    assert {who for who, rows in found.items() if rows} == {who for who in CAST if ORGANS[who] == "W2"}
    assert found["superior"] == [matter.reference]


def test_nothing_falls_due_that_is_open_or_has_no_term_or_is_kept_for_good_or_is_proposed() -> None:
    withdrawn()
    assert due("superior") == []
    term(years=None, rule="for_good")
    assert due("superior") == []
    term()
    proposed()
    matter = withdrawn(title="另一事项")
    assert len(due("superior")) == 2
    proposed_for(matter)
    assert len(due("superior")) == 1
    assert [one.reference for one in queries.proposed(seat("superior", OVER), present(OVER))] == [
        matter.reference
    ]


def test_pages_give_each_once_by_a_fixed_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    term()
    wanted = [withdrawn(title=f"事项{n}").reference for n in range(3)]
    sitting, then = seat("superior", OVER), present(OVER)
    first = queries.due(sitting, then, limit=2)
    rest = queries.due(sitting, then, after=first.next, limit=2)
    assert [one.reference for one in (*first.rows, *rest.rows)] == wanted
    assert rest.next == ""
    for limit in (1, 3):
        with django_assert_num_queries(5):
            queries.due(sitting, then, limit=limit)
