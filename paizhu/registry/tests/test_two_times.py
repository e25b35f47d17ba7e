"""Valid time and recorded time: a correction leaves what was known before as it was; nothing is overwritten."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from paizhu.registry import models, queries
from paizhu.registry.changes import Verdict
from paizhu.registry.tests.charts import city, relation
from paizhu.registry.tests.conftest import Import

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [datetime(2025, 8, 1, 9, 0, tzinfo=timezone.get_current_timezone())]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


def test_a_correction_leaves_the_view_as_known_then(bring: Import, clock: list[datetime]) -> None:
    bring(**city())
    then = queries.chart()
    clock[0] = clock[0].replace(month=9)
    bring(
        relations=[
            relation("R4", "stationed_at", "Z1", "H1", until="2025-07-14", basis="安编办〔2018〕1号"),
            relation("R20", "covers", "Z2", "H1", since="2025-07-15"),
        ]
    )
    assert queries.chart(known=date(2025, 8, 31)) == then
    assert queries.chart(known=date(2025, 9, 1)) == queries.chart() != then
    assert queries.chart().relations["R4"].until == date(2025, 7, 15)
    assert len(queries.chart(known=date(2025, 7, 31))) == 0


def test_a_clock_that_goes_back_keeps_the_order_of_changes(bring: Import, clock: list[datetime]) -> None:
    bring(**city())
    clock[0] = clock[0].replace(month=7)
    bring(organs=[{**city()["organs"][0], "name": "安澜市委员会"}])
    assert queries.chart().organs["W1"].name == "安澜市委员会"
    first, second = models.Change.objects.order_by("pk")
    assert first.at < second.at


def test_what_is_unchanged_is_not_recorded_again(bring: Import) -> None:
    bring(**city())
    report = bring(**city())
    assert {outcome.verdict for outcome in report.found} == {Verdict.UNCHANGED}
    assert models.Change.objects.count() == 1
    assert models.Relation.objects.count() == 9


def test_verdicts(bring: Import) -> None:
    bring(**city())
    report = bring(
        relations=[
            relation("R9", "subordinate_of", "U1", "H1", until="2026-01-31"),
            relation("R5", "stationed_at", "Z2", "H2", basis="x"),
            relation("R7", "leads", "D1", "J1"),
        ],
        organs=[{"id": "U2", "name": "新单位", "kind": "下属单位"}],
        dry_run=True,
    )
    assert {o.id_: o.verdict.value for o in report.found} == {
        "U2": "new",
        "R9": "ended",
        "R5": "changed",
        "R7": "unchanged",
    }
    assert not report.recorded
    assert queries.chart().relations["R9"].until is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM registry_relation",
        "UPDATE registry_relation SET basis = 'x'",
        "UPDATE registry_organ SET recorded_from = recorded_to",
        "DELETE FROM registry_seat",
        "UPDATE registry_person SET party_member = NULL",
        "UPDATE registry_post SET title = 'x'",
    ],
)
def test_the_database_itself_keeps_what_was_recorded(bring: Import, statement: str) -> None:
    bring(**city())
    before = queries.chart()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.chart() == before


def row(**values: object) -> models.Relation:
    given = {"code": "R99", "recorded_from": timezone.now(), "since": date(2020, 1, 1), **values}
    return models.Relation(**given)


@pytest.mark.parametrize(
    "bad",
    [
        row(type="covers", source_id="Z2", target_id="H1"),
        row(type="dispatches", source_id="W1", target_id="Z1"),
        row(type="leads", source_id="D1", target_id="J1"),
        row(type="leads", source_id="D1", target_id="D1"),
        row(type="likes", source_id="D1", target_id="Z1"),
        row(type="leads", source_id="W1", target_id="D1", until=date(2019, 1, 1)),
        row(type="leads", source_id="W1", target_id="D1", code="R1"),
        models.Seat(code="S9", post_id="P1", person_id="X9", sole=True, recorded_from=timezone.now()),
        models.Organ(code_id="W1", name="x", kind="地方党委", recorded_from=timezone.now()),
        models.Organ(code_id="W1", name="x", kind="乡党委", recorded_from=timezone.now(), recorded_to=timezone.now()),
    ],
    ids=["two offices", "two dispatching organs", "twice", "to itself", "no such type", "ends before it starts",
         "id twice", "two holders", "organ twice", "no such kind"],
)  # fmt: skip
def test_the_database_itself_refuses_contradictions(bring: Import, bad: models.Recorded) -> None:
    bring(**city())
    models.PersonId.objects.create(id="X9")
    with pytest.raises(IntegrityError), transaction.atomic():
        bad.save()


def test_an_unknown_organ_is_refused_by_the_database(bring: Import) -> None:
    bring(**city())
    row(type="leads", source_id="W1", target_id="nobody").save()
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    connection.needs_rollback = True
