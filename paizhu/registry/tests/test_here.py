"""The registry that a process keeps is, after every change, the same as one read anew."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paizhu import places
from paizhu.norms.base import Base
from paizhu.norms.store import open_asker
from paizhu.registry import acts, local, models, queries
from paizhu.registry import here as registry
from paizhu.registry.records import LISTS, Chart
from paizhu.registry.ruling import Here
from paizhu.registry.tests.charts import city
from paizhu.registry.tests.conftest import Import
from paizhu.registry.tests.local_norms import LOCAL
from paizhu.registry.tests.random_charts import charts, record, recordable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_nothing_kept")]
ON = date(2020, 6, 1)


@pytest.fixture(scope="module")
def base() -> Base:
    return open_asker(places.packs() / "discipline", places.home() / "cache").base


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [datetime(2025, 8, 1, 9, 0, tzinfo=timezone.get_current_timezone())]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def whole_reads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Each time that everything is read."""
    read, calls = queries.chart, list[Any]()

    def counted(*given: Any) -> Chart:
        calls.append(given)
        return read(*given)

    monkeypatch.setattr(queries, "chart", counted)
    return calls


def _facts(here: Here) -> object:
    """What pages see of it, in its order."""
    day, names = here.day(ON), here.recogniser.names
    lists = [list(here.chart.of(list_).items()) for list_ in LISTS]
    return lists, day.parties.kinds, day.parties.ties, day.names, {w: names.called(w) for w in names.words()}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("_without_overlaps_refused")
@given(changes=st.lists(charts(), min_size=2, max_size=4), data=st.data())
def test_kept_and_brought_up_to_date_it_is_what_is_read_anew(
    base: Base, changes: list[Chart], data: st.DataObject
) -> None:
    with transaction.atomic():
        seen = []
        for chart in changes:
            keys = [(list_, id_) for list_ in LISTS for id_ in queries.chart().of(list_)]
            some = data.draw(st.sets(st.sampled_from(keys), max_size=3)) if keys else set()
            record(recordable(chart), {key for key in some if key[1] not in chart.of(key[0])})
            kept = registry.here(base)
            if kept is not None and data.draw(st.booleans()):
                seen.append((_facts(kept), _facts(Here(queries.chart(), base))))
        transaction.set_rollback(True)
    for kept_facts, read_anew in seen:
        assert kept_facts == read_anew


def test_an_edit_reads_little(bring: Import, base: Base, whole_reads: list[Any]) -> None:
    bring(**city())
    first = registry.here(base)
    assert first is not None
    whole_reads.clear()
    edited = replace(first.chart.relations["R4"], basis="安编办〔2025〕9号")
    acts.record(Chart(relations={"R4": edited}), note=acts.Note("test"), check=lambda _old, _new: None)
    second = registry.here(base)
    assert second is not None
    assert second.chart.relations["R4"] == edited != first.chart.relations["R4"]
    assert second.chart.organs is first.chart.organs
    assert whole_reads == []


def test_another_database_in_its_place_is_read_anew(
    bring: Import, base: Base, whole_reads: list[Any]
) -> None:
    bring(**city())
    registry.here(base)
    # A copy made earlier, in which other things were recorded later.
    models.Change.objects.all().delete()
    models.Change.objects.create(at=timezone.now(), source="another")
    whole_reads.clear()
    assert registry.here(base) is not None
    assert len(whole_reads) == 1


def test_what_was_known_on_a_day_stays_while_more_is_recorded(
    bring: Import, base: Base, clock: list[datetime], whole_reads: list[Any]
) -> None:
    bring(**city())
    clock[0] = clock[0].replace(month=9)
    bring(relations=[city()["relations"][3] | {"until": "2025-06-30"}])
    then = registry.as_known(base, date(2025, 8, 31))
    assert then is not None
    assert then.chart.relations["R4"].until is None
    assert registry.as_known(base, date(2025, 9, 1)) is registry.here(base)
    clock[0] = clock[0].replace(month=10)
    bring(relations=[city()["relations"][3] | {"until": "2025-07-31"}])
    whole_reads.clear()
    assert registry.as_known(base, date(2025, 8, 31)) is then
    assert registry.as_known(base, date(2025, 9, 1)) is not registry.here(base)
    assert len(whole_reads) == 1


def test_local_norms_are_read_when_they_changed(bring: Import, base: Base) -> None:
    bring(**city())
    first = registry.here(base)
    assert first is not None
    edited = replace(first.chart.organs["U1"], short="支付中心")
    acts.record(Chart(organs={"U1": edited}), note=acts.Note("test"), check=lambda _old, _new: None)
    second = registry.here(base)
    assert second is not None
    assert second.packs is first.packs
    local.record(local.Wanted(LOCAL, local.parsed(LOCAL, base), "W1", date(2025, 1, 1)))
    third = registry.here(base)
    assert third is not None
    assert [pack.local.id for pack in third.packs] == ["anlan"]
    local.remove("anlan")
    fourth = registry.here(base)
    assert fourth is not None
    assert fourth.packs == ()
