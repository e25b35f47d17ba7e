"""The page that counts a period: the sum, the wall calendar, and what is refused at its field."""

import re

import pytest
from django.test import Client

ADDRESS = "/clock/"
ASKED = {"event": "2025-03-05", "length": "1", "unit": "month", "rolls": "by_analogy"}


def page(client: Client, fields: dict[str, str]) -> str:
    return client.get(ADDRESS, fields).content.decode()


def test_form_is_open_to_everybody_and_shows_examples(client: Client) -> None:
    reply = client.get(ADDRESS)
    assert reply.status_code == 200
    links = re.findall(r'href="(/clock/\?[^"]+)"', reply.content.decode())
    assert len(links) == 4
    assert all(client.get(link.replace("&amp;", "&")).status_code == 200 for link in links)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["届满：2025-04-07（周一）", "比照顺延：名义届满日是2025-04-05（周六）", "2025年4月"]),
        ("en", ["Due: 2025-04-07 (Mon)", "By analogy: the nominal end is 2025-04-05 (Sat)", "April 2025"]),
    ],
)
def test_sum_is_shown(client: Client, lang: str, said: list[str]) -> None:
    shown = page(client, ASKED | {"lang": lang})
    assert [words for words in said if words not in shown] == []


def test_wall_calendar_marks_the_days(client: Client) -> None:
    shown = page(client, ASKED | {"lang": "en"})
    cells = {
        day: mark
        for mark, day in re.findall(
            r'<td class="pz-day pz-day-([\w-]+)"[^>]*><time datetime="([\d-]+)"', shown
        )
    }
    assert [cells[f"2025-{day}"] for day in ("03-05", "03-06", "04-05", "04-06", "04-07", "04-08")] == [
        "event",
        "counted",
        "nominal",
        "off",
        "due",
        "outside",
    ]
    assert len(cells) == 61


def test_htmx_gets_the_part_that_changes(client: Client) -> None:
    part = client.get(ADDRESS, ASKED, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<div id="clock"')
    assert "HX-Request" in part["Vary"]
    assert part.content.decode().strip() in page(client, ASKED)


def test_hours_need_a_time_and_are_counted_with_one(client: Client) -> None:
    fields = {"event": "2025-03-05", "length": "24", "unit": "hour", "rolls": "never"}
    assert "届满：2025-03-06（周四）10:20" in page(client, fields | {"time": "10:20"})
    refused = client.get(ADDRESS, fields)
    assert refused.status_code == 422
    assert '<a href="#id_time">' in refused.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"event": "2025-02-30"}, "event"),
        ({"event": "0001-01-01"}, "event"),
        ({"length": "0"}, "length"),
        ({"length": ""}, "length"),
        ({"length": "²"}, "length"),
        ({"length": "9" * 10_000}, "length"),
        ({"length": "9999", "unit": "year"}, "length"),
        ({"unit": "week"}, "unit"),
        ({"rolls": "<i>"}, "rolls"),
        ({"unit": "hour", "time": "25:00"}, "time"),
    ],
)
def test_what_cannot_be_counted_is_told_at_its_field(
    client: Client, changed: dict[str, str], field: str
) -> None:
    reply = client.get(ADDRESS, ASKED | changed)
    shown = reply.content.decode()
    assert reply.status_code == 422
    assert f'<li><a href="#id_{field}">' in shown
    assert re.search(rf'id="id_{field}"[^>]*aria-invalid="true"', shown)
    assert 'id="result"' not in shown
    assert len(shown) < 20_000


def test_longest_periods_are_drawn_at_both_ends(client: Client) -> None:
    shown = page(client, ASKED | {"length": "9999", "unit": "working_day", "lang": "en"})
    assert shown.count('<table class="pz-month">') == 6
    assert "months are not drawn" in shown
    assert len(shown) < 60_000


def test_an_article_with_a_limit_leads_here(client: Client) -> None:
    article = client.get("/norms/supervision_law/2024/48/").content.decode()
    assert "/clock/?length=3&amp;unit=month&amp;rolls=never" in article
    assert client.get("/clock/?length=3&unit=month&rolls=never").status_code == 200
