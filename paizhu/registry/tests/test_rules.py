"""Contradictions are refused by rule, each with its place and in words; nothing is recorded then."""

from datetime import date
from typing import Any

import pytest

from paizhu.registry import models, queries
from paizhu.registry.faults import BadFile
from paizhu.registry.tests.charts import Lists, changed, city, organ, relation, with_
from paizhu.registry.tests.conftest import Import

pytestmark = pytest.mark.django_db
SECOND = organ("W9", "纪委监委")


def two_offices(since: str, until: str | None) -> Lists:
    return with_("relations", relation("R20", "covers", "Z2", "H1", since=since, until=until))


CASES: dict[str, tuple[Lists, tuple[str, int, str, str]]] = {
    "dangling": (changed("relations", "R4", to="H9"), ("relations", 4, "to", "the id of an organ")),
    "dangling post": (changed("seats", "S1", post="P9"), ("seats", 1, "post", "the id of a post")),
    "dangling manager": (changed("posts", "P3", managed_by="W7"), ("posts", 3, "managed_by", "id of an organ")),
    "wrong way": (
        changed("relations", "R4", **{"from": "H1", "to": "Z1"}),
        ("relations", 4, "type", "the other way round"),
    ),
    "wrong kinds": (changed("relations", "R6", **{"from": "Z2"}), ("relations", 6, "type", "党组 → 驻在单位")),
    "to itself": (changed("relations", "R9", to="U1"), ("relations", 9, "to", "relation to itself")),
    "before the organ": (
        changed("relations", "R4", since="2017-12-31"),
        ("relations", 4, "since", "on or after 2018-01-01"),
    ),
    "after the organ": (
        changed("organs", "U1", valid_to="2024-12-31"),
        ("relations", 9, "until", "on or before 2024-12-31"),
    ),
    "seat before the organ": (changed("seats", "S1", since="2017-01-01"), ("seats", 1, "since", "on or after")),
    "ends before it starts": (
        changed("seats", "S1", until="2019-12-31"),
        ("seats", 1, "until", "not before the first day"),
    ),
    "two dispatching organs": (
        {**city(), "organs": [*city()["organs"], SECOND], "relations": [
            *city()["relations"], relation("R20", "dispatches", "W9", "Z1")]},
        ("relations", 10, "since", "one dispatching organ"),
    ),
    "two offices": (two_offices("2020-01-01", None), ("relations", 10, "since", "at most one office")),
    "two offices on one day": (
        {**two_offices("2025-04-30", None), "relations": [
            *changed("relations", "R4", until="2025-04-30")["relations"],
            relation("R20", "covers", "Z2", "H1", since="2025-04-30")]},
        ("relations", 10, "since", "(2025-04-30)"),
    ),
    "a unit of two hosts": (
        with_("relations", relation("R20", "subordinate_of", "U1", "H2")),
        ("relations", 10, "to", "at most one office"),
    ),
    "two holders": (changed("seats", "S2", since="2025-06-30"), ("seats", 2, "since", "one holder")),
    "one person twice": (
        with_(
            "seats",
            {"id": "S3", "post": "P2", "person": "X5", "since": "2020-01-01", "until": None},
            {"id": "S4", "post": "P2", "person": "X5", "since": "2021-01-01", "until": None},
        ),
        ("seats", 4, "since", "do not overlap"),
    ),
    "two posts of a head": (
        with_("posts", {"id": "P9", "organ": "Z1", "title": "组长"}),
        ("posts", 4, "title", "one post “组长”"),
    ),
    "a circle": (
        {**city(), "organs": [*city()["organs"], SECOND], "relations": [
            *city()["relations"], relation("R20", "leads", "W2", "W9"), relation("R21", "leads", "W9", "W2")]},
        ("relations", 11, "to", "no circle"),
    ),
    "the same twice": (
        with_("relations", relation("R20", "stationed_at", "Z1", "H1")),
        ("relations", 10, "since", "“R4” says the same"),
    ),
    "an id twice": (with_("organs", organ("H1", "驻在单位")), ("organs", 11, "id", "stands once")),
    "an id in another case": (with_("organs", organ("h1", "驻在单位")), ("organs", 11, "id", "“H1” differs")),
    "an id in another script": (with_("organs", organ("Н1", "驻在单位")), ("organs", 11, "id", "“H1” differs")),
    "an id in another width": (with_("organs", organ("Ｈ１", "驻在单位")), ("organs", 11, "id", "“H1” differs")),
}  # fmt: skip


@pytest.mark.parametrize(("lists", "told"), CASES.values(), ids=CASES.keys())
def test_a_contradiction_is_refused(bring: Import, lists: Lists, told: tuple[str, int, str, str]) -> None:
    sheet, row, column, expected = told
    with pytest.raises(BadFile) as refused:
        bring(**lists)
    found = [(f.sheet, f.row, f.column) for f in refused.value.faults]
    assert (sheet, row, column) in found
    assert any(expected in f.expected for f in refused.value.faults), refused.value
    assert len(queries.chart()) == 0
    assert not models.Change.objects.exists()


def test_the_city_holds(bring: Import) -> None:
    assert bring(**city()).recorded
    assert len(queries.chart()) == 25


def test_all_faults_are_told_at_once(bring: Import) -> None:
    lists = changed("relations", "R4", to="H9")
    lists["organs"][0]["kind"] = "县委"
    lists["seats"][1]["since"] = "2025-02-30"
    with pytest.raises(BadFile) as refused:
        bring(**lists)
    told = {(f.sheet, f.row, f.column) for f in refused.value.faults}
    assert told == {("organs", 1, "kind"), ("relations", 4, "to"), ("seats", 2, "since")}


@pytest.mark.parametrize(
    ("change", "list_", "row"),
    [
        ({"relations": [relation("R20", "covers", "Z2", "H1")]}, "relations", 1),
        ({"organs": [organ("H1", "派驻机构")]}, "relations", None),
        ({"organs": [organ("h2", "驻在单位")]}, "organs", 1),
    ],
    ids=["two offices", "another kind under its relations", "look-alike"],
)
def test_a_later_file_is_held_against_the_registry(
    bring: Import, change: dict[str, Any], list_: str, row: int | None
) -> None:
    bring(**city())
    before = queries.chart()
    with pytest.raises(BadFile) as refused:
        bring(**change)
    assert (list_, row) in {(f.sheet, f.row) for f in refused.value.faults}
    assert queries.chart() == before


def test_a_circle_that_is_never_closed_on_one_day_is_none(bring: Import) -> None:
    lists = {
        "organs": [organ("A", "纪委监委"), organ("B", "纪委监委")],
        "relations": [
            relation("R1", "leads", "A", "B", until="2020-12-31"),
            relation("R2", "leads", "B", "A", since="2021-01-01"),
        ],
    }
    assert bring(**lists).recorded


def test_an_office_may_change_hands_from_one_day_to_the_next(bring: Import) -> None:
    lists = changed("relations", "R4", until="2025-04-30")
    lists["relations"].append(relation("R20", "covers", "Z2", "H1", since="2025-05-01"))
    bring(**lists)
    assert queries.chart().relations["R4"].until == date(2025, 5, 1)
