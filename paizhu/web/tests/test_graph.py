"""The graph of relations: its data, its layout, and the table that says the same."""

from datetime import date
from itertools import combinations
from math import hypot

import pytest
from django.templatetags.static import static
from django.test import Client

from paizhu.registry import here, queries
from paizhu.registry.hierarchy import hierarchy
from paizhu.registry.kinds import Kind, Type
from paizhu.registry.tests.conftest import Import
from paizhu.web.registry.layout import layout
from tools.demonstration import city

small = pytest.mark.usefixtures("small_city")


@pytest.fixture
def large_city(db: None, bring: Import, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    monkeypatch.setattr(here, "_kept", {})
    bring(**{name: rows for name, rows in city().items() if name != "meta"})


def drawn(client: Client, **fields: str) -> tuple[set[str], set[tuple[str, str, str]]]:
    data = client.get("/organs/graph/data/", fields).json()
    ids, types = [organ[0] for organ in data["organs"]], list(Type)
    return set(ids), {(types[t].value, ids[s], ids[e]) for t, s, e in data["relations"]}


@small
def test_data_are_those_of_the_day(client: Client) -> None:
    organs, before = drawn(client, on="2025-07-14")
    _, after = drawn(client, on="2025-07-15")
    assert organs == {"W1", "W2", "Z1", "Z2", "H1", "H2", "D1", "J1", "K1", "U1"}
    assert before - after == {("stationed_at", "Z1", "H1")}
    assert after - before == {("covers", "Z2", "H1")}


@small
def test_data_are_those_known_then(client: Client) -> None:
    assert drawn(client, on="2025-07-15", known="2025-08-31") == drawn(client, on="2025-07-14")
    assert drawn(client, on="2017-01-01") == (set(), set())


@small
@pytest.mark.parametrize("ratio", ["nan", "inf", "-1", "x", "1e400", ""])
def test_odd_ratio_is_harmless(client: Client, ratio: str) -> None:
    assert len(client.get("/organs/graph/data/", {"ratio": ratio}).json()["organs"]) == 10


@small
def test_bad_day_has_no_data(client: Client) -> None:
    assert client.get("/organs/graph/data/", {"on": "x"}).status_code == 422


@pytest.mark.usefixtures("large_city")
def test_layout_is_the_same_each_time_and_keeps_organs_apart() -> None:
    roots = hierarchy(queries.chart(), date(2026, 1, 1))
    places = layout(roots, 1.6)
    assert places == layout(hierarchy(queries.chart(), date(2026, 1, 1)), 1.6)
    assert len(places) > 600
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places.values(), 2)) > 0.8


@pytest.mark.usefixtures("large_city")
@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_layout_has_about_the_ratio_asked_for(ratio: float) -> None:
    places = layout(hierarchy(queries.chart(), date(2026, 1, 1)), ratio).values()
    wide, high = (max(p[n] for p in places) - min(p[n] for p in places) for n in (0, 1))
    assert ratio / 1.7 < wide / high < ratio * 1.7


@small
def test_table_says_the_same(client: Client) -> None:
    page = client.get("/organs/graph/", {"on": "2025-07-15"}).content.decode()
    _, relations = drawn(client, on="2025-07-15")
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("<tr>") == len(relations) == 9
    assert "综合监督" in table


@pytest.mark.usefixtures("large_city")
def test_table_keeps_one_type_and_comes_in_pages(client: Client) -> None:
    page = client.get("/organs/graph/", {"type": "dispatches", "on": "2026-01-01"}).content.decode()
    assert page[page.index("<tbody>") :].count("<tr>") == 26
    whole = client.get("/organs/graph/", {"on": "2026-01-01", "page": "2"}).content.decode()
    assert whole[whole.index("<tbody>") :].count("<tr>") == 100
    assert "page=3" in whole


@small
@pytest.mark.parametrize("page", ["0", "x", "9" * 30, "２"])
def test_odd_page_is_harmless(client: Client, page: str) -> None:
    assert client.get("/organs/graph/", {"page": page}).status_code == 200


@small
def test_legend_holds_every_kind_and_type(client: Client) -> None:
    page = client.get("/organs/graph/").content.decode()
    assert page.count("data-kind=") == len(Kind)
    assert page.count("data-type=") == len(Type)
    # The names of kinds are made from their identifiers: each has its colour in the sheet.
    sheet = client.get(static("web/graph.css"))
    rules = b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]
    assert all(f".pz-kind-{kind.name.lower()} " in rules for kind in Kind)
    assert all(f".pz-type-{type_.value} " in rules for type_ in Type)
