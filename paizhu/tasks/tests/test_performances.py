"""Which tasks count as an act that a norm asks for, by whom, toward whom, on which day."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.handover import hand_over_all
from paizhu.door.models import Matter
from paizhu.door.performances import Kept, Sought, performed, sources
from paizhu.door.refusals import InvalidForm
from paizhu.door.tests import world
from paizhu.door.tests.world import assigned, do, fresh, present, proposed
from paizhu.norms.expected.calendar import period_named
from paizhu.registry.tests.charts import relation

pytestmark = pytest.mark.usefixtures("cast")

YEAR = date(2025, 1, 1), date(2025, 12, 31)
REPORT = {"act": "report.annual", "title": "年度专题报告"}
NEXT = {"length": "5", "unit": "day"}


def answered(on: date = date(2025, 9, 10), **given: str) -> Matter:
    matter = assigned(**{**REPORT, **given})
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="答复", on=on)
    return fresh(matter)


def found(
    *bearers: str, first: date = YEAR[0], last: date = YEAR[1], acts: set[str] | None = None
) -> list[Kept]:
    return list(performed(Sought(bearers or ("Z1",), first, last, acts)))


def test_answered_task_is_an_act_of_its_assignee() -> None:
    matter = answered()
    [kept] = found()
    done = kept.performance
    assert (done.act, done.bearer, done.toward) == ("report.annual", "Z1", "W2")
    assert (done.done_on, done.recorded_on, done.about) == (date(2025, 9, 10), date(2025, 9, 1), None)
    assert (done.reference, kept.matter) == (matter.reference, matter.pk)
    assert found("W2", "H1") == []


@pytest.mark.parametrize("acts", [("task.accept",), ()], ids=["accepted", "assigned"])
def test_what_is_not_answered_is_not_done(acts: tuple[str, ...]) -> None:
    matter = assigned(**REPORT)
    for act in acts:
        do("clerk", act, matter)
    assert found() == []


def test_what_was_sent_back_is_not_done_until_it_is_answered_again() -> None:
    matter = answered()
    do("superior", "task.return", matter, text="不完整", **NEXT, on=date(2025, 9, 11))
    assert found() == []
    do("head", "task.answer", fresh(matter), text="补充", on=date(2026, 1, 5))
    assert found() == []
    [kept] = found(first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert kept.performance.done_on == date(2026, 1, 5)


def test_task_names_the_period_that_it_is_for() -> None:
    answered(date(2026, 1, 5), about="2025")
    [kept] = found()
    assert (kept.performance.about, kept.performance.done_on) == (period_named("2025"), date(2026, 1, 5))


@pytest.mark.parametrize("about", ["2025-H3", "last year", "2025-1"])
def test_period_that_is_none_is_told(about: str) -> None:
    with pytest.raises(InvalidForm) as invalid:
        proposed(about=about)
    assert invalid.value.fields.keys() == {"about"}


def test_only_the_acts_sought_and_those_below_them() -> None:
    answered()
    assert len(found(acts={"report"})) == len(found(acts={"report.annual"})) == 1
    assert found(acts={"report.ann"}) == found(acts=set()) == []


def test_bearer_is_the_office_that_took_the_matter_over(tmp_path: Path) -> None:
    matter = assigned(act="supervise", toward="H1")
    left = relation("R4", "stationed_at", "Z1", "H1", until="2025-09-07", basis="安编办〔2018〕1号")
    world.bring(tmp_path, {"relations": [left, relation("R20", "covers", "Z2", "H1", since="2025-09-08")]})
    hand_over_all(present(date(2025, 9, 8)))
    do("other", "task.accept", fresh(matter), on=date(2025, 9, 9))
    do("other", "task.answer", fresh(matter), text="答复", on=date(2025, 9, 10))
    assert found("Z1") == []
    assert [kept.performance.bearer for kept in found("Z2")] == ["Z2"]


def test_what_is_toward_the_assigner_is_toward_whoever_took_its_side(tmp_path: Path) -> None:
    matter = proposed("deputy", act="notify.important", assignee="D1", title="通报重要情况")
    do("head", "task.approve", matter)
    do("group_clerk", "task.accept", fresh(matter))
    left = relation("R4", "stationed_at", "Z1", "H1", until="2025-09-07", basis="安编办〔2018〕1号")
    world.bring(tmp_path, {"relations": [left, relation("R20", "covers", "Z2", "H1", since="2025-09-08")]})
    hand_over_all(present(date(2025, 9, 8)))
    do("secretary", "task.answer", fresh(matter), text="通报", on=date(2025, 9, 10))
    [kept] = found("D1")
    assert (kept.performance.bearer, kept.performance.toward) == ("D1", "Z2")


def test_the_same_queries_for_any_number() -> None:
    counts = []
    for number in (1, 2):
        answered(title=f"第{number}份")
        with CaptureQueriesContext(connection) as queries:
            assert len(found()) == number
        counts.append(len(queries))
    # A source may need a second one to say which act it was.
    assert counts[0] == counts[1] <= 2 * len(sources)
