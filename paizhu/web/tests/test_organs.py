"""The tree of organs: what stands under what on a day, as known on a day, and the way to one organ."""

import re

import pytest
from django.test import Client

from paizhu.registry.tests.charts import organ
from paizhu.registry.tests.conftest import Import
from paizhu.web.registry.branches import MOST

pytestmark = pytest.mark.usefixtures("small_city")


def get(client: Client, status: int = 200, **fields: str) -> str:
    reply = client.get("/organs/", fields)
    assert reply.status_code == status
    return reply.content.decode()


def under(page: str, organ_id: str) -> list[str]:
    """The ids of the organs drawn below one, in order."""
    start = page.index(f'href="/organs/{organ_id}/')
    item = page[start:]
    depth, end = 0, 0
    for tag in re.finditer(r"<li|</li>", item):
        depth += 1 if tag[0] == "<li" else -1
        if depth < 0:
            end = tag.start()
            break
    return re.findall(r'href="/organs/(\w+)/\?', item[:end])[1:]


def test_tree_leads_from_the_committee_to_the_units(client: Client) -> None:
    page = get(client, on="2025-06-01")
    assert under(page, "W1") == ["W2", "Z1", "H1", "D1", "J1", "K1", "U1", "Z2", "H2"]
    assert under(page, "D1") == ["J1", "K1"]


def test_day_decides_who_stands_where(client: Client) -> None:
    assert "H1" in under(get(client, on="2025-07-14"), "Z1")
    assert "H1" in under(get(client, on="2025-07-15"), "Z2")


def test_what_was_recorded_later_was_not_known_then(client: Client) -> None:
    assert "H1" in under(get(client, on="2025-07-15", known="2025-08-31"), "Z1")
    assert "H1" in under(get(client, on="2025-07-15", known="2025-09-10"), "Z2")
    assert "那一天登记册里还没有机构" in get(client, known="2025-05-31")


def test_links_keep_both_days(client: Client) -> None:
    page = get(client, on="2025-07-15", known="2025-08-31")
    assert 'href="/organs/Z1/?on=2025-07-15&amp;known=2025-08-31"' in page


def test_organ_that_nobody_is_over_is_shown_apart(client: Client, bring: Import) -> None:
    bring(organs=[organ("H9", "驻在单位", "安澜市无主局")])
    page = get(client)
    assert page.index("该日没有上级的机构") < page.index("安澜市无主局")


def test_neighbouring_changes_are_one_click_away(client: Client) -> None:
    page = get(client, on="2025-07-01")
    assert 'data-day="2018-01-01"' in page
    assert 'data-day="2025-07-15"' in page
    assert 'data-day="2025-07-15"' not in get(client, on="2025-07-01", known="2025-08-31")


@pytest.mark.parametrize("word", ["H1", "安澜市财政局", "市财政局", "驻财政局组", "财政", "ｈ１"])
def test_organ_is_found_by_id_name_and_abbreviation(client: Client, word: str) -> None:
    assert "财政局" in get(client, q=word)
    assert "个机构" in get(client, q=word)


def test_exact_name_comes_first(client: Client) -> None:
    found = re.findall(r'<li><a href="/organs/(\w+)/', get(client, q="市财政局"))
    assert found[0] == "H1"
    assert len(found) > 1


def test_nothing_found_says_what_to_do(client: Client) -> None:
    assert "请换用名称中较短的一部分" in get(client, q="气象台")


def test_part_of_the_tree(client: Client) -> None:
    page = get(client, under="Z1", on="2025-06-01")
    assert re.findall(r'class="pz-organ[^>]*>.*?href="/organs/(\w+)/', page)[:2] == ["Z1", "H1"]
    assert "W1" not in re.findall(r'href="/organs/(\w+)/', page)
    assert "该机构在该日不存在" in get(client, under="nobody")


def test_large_tree_is_cut_where_it_can_be_followed(client: Client, bring: Import) -> None:
    many = range(MOST)
    bring(
        organs=[organ(f"M{n}", "下属单位") for n in many],
        relations=[
            {"id": f"RM{n}", "type": "subordinate_of", "from": f"M{n}", "to": "H2", "since": "2018-01-01"}
            for n in many
        ],
    )
    page = get(client)
    assert page.count('<li class="pz-organ') < MOST
    assert "查看其下1500个机构" in page
    assert page.count("under=H2") == 1


def test_empty_registry_says_how_to_import(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paizhu.registry.queries.last_change", lambda: None)
    page = get(client)
    assert "还没有登记机构" in page
    assert "paizhu registry import 文件 --dry-run" in page


@pytest.mark.parametrize("name", ["on", "known"])
@pytest.mark.parametrize("day", ["2026-13-40", "昨天", "0001-01-01"])
def test_day_that_is_none_is_refused(client: Client, name: str, day: str) -> None:
    page = get(client, 422, **{name: day})
    assert f'href="#id_{name}"' in page
    assert "YYYY-MM-DD" in page


def test_part_for_htmx_is_the_part_of_the_page(client: Client) -> None:
    part = client.get("/organs/", {"on": "2025-06-01"}, headers={"hx-request": "true"})
    assert part["Vary"] == "HX-Request, Cookie"
    assert part.content.decode().strip().startswith('<div id="organs-on-day"')
    assert part.content.decode().strip() in get(client, on="2025-06-01")


def test_names_are_only_text(client: Client, bring: Import) -> None:
    bring(organs=[organ("X9", "驻在单位", "<b>局</b>")])
    assert "<b>局" not in get(client)
    assert "&lt;b&gt;局" in get(client)


def test_tree_costs_the_same_number_of_queries(client: Client, django_assert_num_queries: object) -> None:
    get(client)
    # Session and account; then the last change of the registry.
    with django_assert_num_queries(3):  # type: ignore[operator]
        get(client)


def test_way_to_the_pages_that_change(client: Client) -> None:
    page = get(client)
    for link in ("/organs/import/", "/organs/new/", "/organs/changes/"):
        assert f'href="{link}"' in page
    assert 'href="/organs/H1/edit/"' in client.get("/organs/H1/").content.decode()
