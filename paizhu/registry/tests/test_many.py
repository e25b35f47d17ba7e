"""Files with more of something than anybody should look through one by one: told in time, not each with each."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from paizhu.registry import queries
from paizhu.registry.faults import BadFile, Fault
from paizhu.registry.importing import import_file
from paizhu.registry.reading import limits
from paizhu.registry.tests.charts import Lists, city, organ, relation

pytestmark = pytest.mark.django_db


def refused(folder: Path, lists: Lists) -> list[Fault]:
    path = folder / "a.json"
    path.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    with pytest.raises(BadFile) as error:
        import_file(path)
    assert len(queries.chart()) == 0
    return error.value.faults


def by_turns(number: int, **row: Any) -> list[dict[str, Any]]:
    days = [(date(2018, 1, 1) + timedelta(days=n)).isoformat() for n in range(number)]
    return [{"id": f"T{n}", "since": day, "until": day, **row} for n, day in enumerate(days)]


def test_more_faults_than_are_looked_for_end_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FAULTS", 30)
    monkeypatch.setattr(limits, "MOST_FAULTS", 10)
    found = refused(tmp_path, {"organs": [organ(f"H{n}", "?") for n in range(100)]})
    assert len(found) == 11
    assert any("more than 21 more faults" in f.expected for f in found)


def test_ids_that_are_near_are_looked_for_a_few_times_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HINTS", 2)
    relations = [relation(f"R{n}", "covers", "Z1", f"H1{n}") for n in range(5)]
    found = refused(
        tmp_path, {"organs": [organ("Z1", "派驻机构"), organ("H1", "驻在单位")], "relations": relations}
    )
    assert ["perhaps" in f.expected for f in found] == [True, True, False, False, False]


def test_more_holders_than_the_database_compares_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SPANS", 10)
    found = refused(tmp_path, {**city(), "seats": by_turns(11, post="P1", person="X1")})
    assert [("at most 10 records" in f.expected, f.row) for f in found] == [(True, 11)]


@pytest.mark.parametrize("last", [0, 1, 5])
def test_one_that_overlaps_is_found_among_many(tmp_path: Path, last: int) -> None:
    seats = by_turns(9, post="P1", person="X1")
    seats[2]["until"] = seats[2 + last]["until"]
    lists = {**city(), "seats": seats}
    if not last:
        path = tmp_path / "a.json"
        path.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
        assert import_file(path).recorded
        return
    assert [f.row for f in refused(tmp_path, lists)] == [3 + n for n in range(1, last + 1)]


def test_a_unit_that_changes_hosts_is_under_two_offices_where_they_overlap(tmp_path: Path) -> None:
    lists = city()
    turns = by_turns(6, type="subordinate_of", **{"from": "U1", "to": "H1"})
    for row in turns[::2]:
        row["to"] = "H2"
    turns[3]["until"] = turns[4]["until"]
    lists["relations"] = [*lists["relations"][:8], *turns]
    assert [(f.row, f.column) for f in refused(tmp_path, lists)] == [(13, "to")]


def test_each_circle_is_told_once(tmp_path: Path) -> None:
    organs = [organ(f"C{n}", "纪委监委") for n in range(20)]
    there = [
        relation(f"A{n}", "leads", f"C{n}", f"C{n + 1}", since=f"2020-01-{n + 1:02}") for n in range(0, 20, 2)
    ]
    back = [
        relation(f"B{n}", "leads", f"C{n + 1}", f"C{n}", since=f"2020-02-{n + 1:02}") for n in range(0, 20, 2)
    ]
    assert [f.row for f in refused(tmp_path, {"organs": organs, "relations": there + back})] == list(
        range(11, 21)
    )
