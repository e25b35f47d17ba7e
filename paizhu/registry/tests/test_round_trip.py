"""Export, then import, is the same registry again, in every form; a refused file leaves the bytes as they were."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paizhu.registry import acts, queries, rules
from paizhu.registry.changes import Verdict, outcomes
from paizhu.registry.faults import BadFile
from paizhu.registry.importing import import_file
from paizhu.registry.kinds import Kind, Level, Type
from paizhu.registry.reading import files as reading
from paizhu.registry.reading.cells import Unread, optional_name
from paizhu.registry.records import Chart, Organ, Person, Post, Relation, Seat, after
from paizhu.registry.tests.charts import city
from paizhu.registry.tests.conftest import Import
from paizhu.registry.writing import files
from paizhu.tests.commands import run

FIRST = date(2018, 1, 1)
TEXTS = st.text(st.sampled_from("区市财政教育局中心第一二（）〔〕·号 aB7,;\"'<>{}&"), max_size=12)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """A city that holds: offices, hosts that change hands, units, posts, seats, persons."""
    chart = Chart()
    number = iter(range(10_000))

    def organ(kind: Kind) -> str:
        id_ = f"{draw(st.sampled_from(['O', '机构', 'X-']))}{next(number)}"
        name = f"{kind.value}{next(number)}{_clean(draw(TEXTS))}"
        chart.organs[id_] = Organ(
            id_, name, _clean(draw(TEXTS)), kind, draw(st.sampled_from([None, FIRST])), None
        )
        return id_

    def relation(
        type_: Type, source: str, target: str, since: date | None = FIRST, until: date | None = None
    ) -> None:
        id_ = f"R{next(number)}"
        chart.relations[id_] = Relation(id_, type_, source, target, since, until, _clean(draw(TEXTS)))

    commission = organ(Kind.COMMISSION)
    relation(Type.LEADS, organ(Kind.COMMITTEE), commission)
    offices = [organ(Kind.OFFICE) for _ in range(draw(st.integers(1, 3)))]
    for office in offices:
        relation(Type.DISPATCHES, commission, office)
    for _ in range(draw(st.integers(0, 4))):
        host = organ(Kind.HOST)
        day = FIRST
        for _ in range(draw(st.integers(0, 3))):
            ends = day + timedelta(days=draw(st.integers(1, 900)))
            relation(
                draw(st.sampled_from([Type.STATIONED_AT, Type.COVERS])),
                draw(st.sampled_from(offices)),
                host,
                day,
                ends,
            )
            day = ends + timedelta(days=draw(st.integers(0, 3)))
        for _ in range(draw(st.integers(0, 2))):
            relation(Type.SUBORDINATE_OF, organ(Kind.SUBORDINATE), host)
    _people(draw, chart, offices)
    return chart


def _clean(text: str) -> str:
    try:
        return optional_name(text, {})
    except Unread:
        return ""


def _people(draw: st.DrawFn, chart: Chart, offices: list[str]) -> None:
    known = st.sampled_from([None, True, False])
    for n, office in enumerate(offices):
        chart.posts[f"P{n}"] = Post(
            f"P{n}",
            office,
            "组长",
            draw(st.sampled_from([None, *Level])),
            draw(st.sampled_from(["", *offices])),
            draw(known),
        )
        chart.seats[f"S{n}"] = Seat(f"S{n}", f"P{n}", f"X{n}", FIRST, after(date(2024, 12, 31)))
        member = draw(known)
        chart.persons[f"X{n}"] = Person(f"X{n}", member, FIRST if member else None, None, draw(known))


def recorded(chart: Chart) -> None:
    acts.record(chart, note=acts.Note("test"), check=lambda _old, _new: None)


@settings(max_examples=25, deadline=None)
@given(chart=charts())
def test_a_generated_chart_breaks_no_rule(chart: Chart) -> None:
    assert list(rules.breaches(chart)) == []


@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "folder"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chart=charts())
def test_what_is_written_reads_as_the_same(tmp_path: Path, name: str, chart: Chart) -> None:
    file = tmp_path / name
    files.write(chart, file, force=True)
    read = reading.read(file)
    for each in file.glob("*") if file.is_dir() else ():
        each.unlink()
    assert read.faults == []
    assert read.chart == chart


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chart=charts())
def test_what_is_recorded_is_known(chart: Chart) -> None:
    with transaction.atomic():
        recorded(chart)
        known = queries.chart()
        transaction.set_rollback(True)
    assert all(known.of(list_)[id_] == record for list_ in ("organs", "relations", "posts", "persons", "seats")
               for id_, record in chart.of(list_).items())  # fmt: skip
    assert {o.verdict for o in outcomes(known, chart)} <= {Verdict.UNCHANGED}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "folder"])
def test_an_export_imports_as_unchanged(bring: Import, tmp_path: Path, name: str) -> None:
    bring(**city())
    files.write(queries.chart(), tmp_path / name)
    report = import_file(tmp_path / name)
    assert {o.verdict for o in report.found} == {Verdict.UNCHANGED}


@pytest.mark.django_db
def test_one_list_is_written_by_itself(bring: Import, tmp_path: Path) -> None:
    bring(**city())
    files.write(queries.chart(), tmp_path / "seats.csv", list_="seats")
    assert {o.list_ for o in import_file(tmp_path / "seats.csv").found} == {"seats"}


def test_no_migration_is_missing(tmp_path: Path) -> None:
    """In a process of its own: a migration first read while a test holds the clock keeps that test's clock as a default."""
    surroundings = {
        **os.environ,
        "PAIZHU_HOME": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "paizhu.settings",
    }
    ended = run("django", "makemigrations", "--check", "--dry-run", env=surroundings)
    assert (ended.returncode, ended.stdout.strip()) == (0, "No changes detected"), ended.stdout + ended.stderr


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(bring: Import) -> None:
    report = bring(**city(), dry_run=True)
    assert not report.recorded
    assert len(queries.chart()) == 0
    with pytest.raises(BadFile):
        bring(organs=[{"id": "H1"}], dry_run=True)
