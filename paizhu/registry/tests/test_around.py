"""Checking around a change finds exactly the breaches that checking everything finds beyond those that were there."""

import json
import os
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from paizhu.registry import around, editing, queries, rules
from paizhu.registry.changes import Key
from paizhu.registry.kinds import Type
from paizhu.registry.reading import files
from paizhu.registry.records import LISTS, Relation
from paizhu.registry.tests import test_rules
from paizhu.registry.tests.charts import Lists, changed, city, organ, relation, with_
from paizhu.registry.tests.conftest import Import
from paizhu.registry.tests.random_charts import (
    Change,
    dense_changes,
    record,
    recordable,
    small_changes,
)

pytestmark = pytest.mark.django_db

SOAK = bool(os.environ.get("PAIZHU_SOAK"))


@pytest.mark.usefixtures("_without_overlaps_refused")
@settings(
    max_examples=50 if SOAK else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(change=small_changes())
def test_checking_around_finds_what_checking_everything_finds(change: Change) -> None:
    _compare(change)


@pytest.mark.usefixtures("_without_overlaps_refused")
@settings(
    max_examples=200 if SOAK else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(change=dense_changes())
def test_checking_around_finds_the_same_where_records_meet(change: Change) -> None:
    _compare(change)


def _compare(change: Change) -> None:
    existing, incoming, number = change
    with transaction.atomic():
        record(recordable(existing))
        whole = queries.chart()
        keys = [(list_, id_) for list_ in LISTS for id_ in whole.of(list_)]
        # One of three changes takes something back.
        withdrawn = {keys[number // 3 % len(keys)]} if keys and number % 3 == 0 else set()
        mine = [*withdrawn, *((list_, id_) for list_ in LISTS for id_ in incoming.of(list_))]
        near = around.around(incoming, withdrawn)
        found = around.breaches(near, near.with_(incoming).without(withdrawn), mine)
        expected = around.breaches(whole, whole.with_(incoming).without(withdrawn), mine)
        transaction.set_rollback(True)
    assert Counter(found) == Counter(expected)
    assert all(near.of(list_).items() <= whole.of(list_).items() for list_ in LISTS)


def beyond(**more: list[dict[str, Any]]) -> Lists:
    """The city with some records more."""
    return {list_: [*rows, *more.get(list_, [])] for list_, rows in city().items()}


# What there is, what is said instead of it, what is taken back. Each needs another group of records to be looked at.
CASES: dict[str, tuple[Lists, Lists, set[Key]]] = {
    **{
        name: (city(), {list_: [row for row in rows if row not in city()[list_]] for list_, rows in lists.items()}, set())
        for name, (lists, _told) in test_rules.CASES.items()
        if name != "an id twice"  # told by the reader
    },
    "a host ends": (city(), {"organs": [organ("H1", "驻在单位", valid_to="2024-12-31")]}, set()),
    "a host becomes something else": (city(), {"organs": [organ("H1", "派驻机构")]}, set()),
    "an office ends before its seats": (
        beyond(organs=[organ("A1", "派驻机构")], posts=[{"id": "P9", "organ": "A1", "title": "组长"}],
               seats=[{"id": "S9", "post": "P9", "person": "X9", "since": "2020-01-01", "until": None}]),
        {"organs": [organ("A1", "派驻机构", valid_to="2024-12-31")]}, set(),
    ),
    "an organ with posts goes": (
        beyond(organs=[organ("A1", "派驻机构")], posts=[{"id": "P9", "organ": "A1", "title": "组长"}]),
        {}, {("organs", "A1")},
    ),
    "an organ that manages posts goes": (
        beyond(organs=[organ("A1", "地方党委")], posts=[{"id": "P9", "organ": "Z2", "title": "组长", "managed_by": "A1"}]),
        {}, {("organs", "A1")},
    ),
    "a post with seats goes": (city(), {}, {("posts", "P1")}),
    "leading twice": (city(), {"relations": [relation("R20", "leads", "W1", "W2")]}, set()),
    "an office over the second host of a unit": (
        beyond(organs=[organ("H3", "驻在单位")], relations=[relation("R20", "subordinate_of", "U1", "H3")]),
        {"relations": [relation("R21", "covers", "Z2", "H3")]}, set(),
    ),
    "a wide circle": (
        beyond(organs=[organ(f"A{n}", "纪委监委") for n in range(4)],
               relations=[relation(f"R2{n}", "leads", f"A{n}", f"A{n + 1}") for n in range(3)]),
        {"relations": [relation("R30", "leads", "A3", "A0")]}, set(),
    ),
    "a post of two holders becomes one of one": (
        beyond(seats=[{"id": f"S{n}", "post": "P2", "person": f"X{n}", "since": "2020-01-01"} for n in (8, 9)]),
        {"posts": [{"id": "P2", "organ": "Z1", "title": "党组书记"}]}, set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lists", "said", "gone"), CASES.values(), ids=CASES.keys())
def test_each_group_of_records_is_looked_at(
    bring: Import, tmp_path: Path, lists: Lists, said: Lists, gone: set[Key]
) -> None:
    bring(**lists)
    file = tmp_path / "said.json"
    file.write_text(json.dumps(said), "utf-8")
    incoming, known = files.read(file).chart, queries.chart()
    near = around.around(incoming, gone)
    found = around.breaches(near, near.with_(incoming).without(gone), [])
    assert found == around.breaches(known, known.with_(incoming).without(gone), [])
    assert found


def test_what_somebody_else_recorded_meanwhile_is_held_against_a_change(bring: Import) -> None:
    bring(**with_("organs", organ("H3", "驻在单位")))
    day = date(2018, 1, 1)
    first = Relation("R20", Type.STATIONED_AT, "Z1", "H3", day)
    second = Relation("R21", Type.COVERS, "Z2", "H3", day)
    assert editing.breaches(first) == editing.breaches(second) == []
    editing.edit(first, seen=None, reason="test")
    with pytest.raises(editing.Refused, match="R20"):
        editing.edit(second, seen=None, reason="test")
    assert "R21" not in queries.chart().relations


def test_an_id_that_is_near_is_offered_from_all_there_are(bring: Import) -> None:
    bring(**with_("organs", organ("U1001", "下属单位")))
    (breach,) = editing.breaches(Relation("R20", Type.SUBORDINATE_OF, "U1002", "H1", date(2018, 1, 1)))
    assert "“U1001”" in breach.expected


def test_a_contradiction_that_is_there_already_hinders_no_other_change(
    bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rules, "breaches", lambda *_given: iter(()))
        bring(**changed("relations", "R4", since="2017-01-01"))
    known = queries.chart()
    editing.edit(replace(known.organs["U1"], short="支付中心"), seen=queries.last_change(), reason="test")
    still_wrong = replace(known.relations["R4"], since=date(2016, 1, 1))
    with pytest.raises(editing.Refused, match="R4"):
        editing.edit(still_wrong, seen=queries.last_change(), reason="test")
