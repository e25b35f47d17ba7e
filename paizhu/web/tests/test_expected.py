"""The recurring duties of an organ: on its page, and with what was done of them."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client

from paizhu.norms.expected.calendar import period_of
from paizhu.norms.expected.counting import outlook
from paizhu.norms.expected.reckoning import Performance, State, reckon
from paizhu.registry import expecting
from paizhu.registry.expecting import course_of, own_parties
from paizhu.registry.ruling import Here
from paizhu.web.expected import Side, Year, year_of
from paizhu.web.registry.moment import Moment

pytestmark = pytest.mark.usefixtures("small_city")
ON = date(2025, 9, 15)
YEAR = date(2025, 1, 1), date(2025, 12, 31)


def section(client: Client, organ: str, on: str = "2025-09-15", **fields: str) -> str:
    page = client.get(f"/organs/{organ}/", {"on": on, **fields}).content.decode()
    start = page.index('aria-labelledby="expected-title"')
    return page[start : page.index("</section>", start)]


def registry() -> Here:
    found = Moment(ON).registry()
    assert found
    return found


def sides(year: Year) -> tuple[Side, Side]:
    assert year.sides
    return year.sides


def test_page_shows_each_act_with_its_periods_and_norms(client: Client) -> None:
    text = section(client, "Z2")
    assert "提交年度专题报告" in text
    assert "《派驻规则》第三十三条第二款</a>: 每年" in text
    assert re.search(r"2025年下半年.*不晚于2025-12-31.*184天中的170天", text)
    assert "未履行时待确认： 条文没有写明次数" in text


def test_page_is_as_known_then(client: Client) -> None:
    assert "财政局党组" not in section(client, "Z2", known="2025-08-31")
    assert "财政局党组" in section(client, "Z2")


def test_page_says_nothing_of_what_was_done(client: Client) -> None:
    text = section(client, "Z1", lang="en")
    assert "What was done of it is not looked at here." in text
    assert "pz-state-" not in text


def test_without_any_duty_it_says_so(client: Client) -> None:
    assert section(client, "H2").count("没有定有周期的职责") == 2


def reckoned(*performances: Performance) -> Year:
    here, own = registry(), own_parties(registry(), "Z1")
    found = outlook(course_of(here), *YEAR, about=own)
    return year_of(here, "Z1", ON, "zh", reckon(found.expected, performances, date(2026, 3, 1)))


def states(year: Year, act: str) -> list[str]:
    return [
        cell.state
        for row in sides(year)[0].rows
        if row.act == act
        for line in row.lines
        for cell in line.cells
    ]


def test_states_are_shown_with_word_and_icon() -> None:
    late = Performance(
        "report.annual", "Z1", "W2", date(2026, 1, 5), date(2026, 1, 6), "1", period_of(ON, "year")
    )
    year = reckoned(late)
    assert states(year, "提交年度专题报告") == [State.LATE]
    assert states(year, "定期会商") == [State.TO_CONFIRM, State.TO_CONFIRM]
    assert states(reckoned(), "提交年度专题报告") == [State.MISSED]
    text = render_to_string("web/expected/_year.html", {"year": year, "organ_code": "Z1"})
    assert re.search(r'pz-state-late".*#clock.*逾期履行</b>.*2026-01-05履行，2026-01-06登记', text)
    assert "这里不看履行情况" not in text


def test_where_it_would_be_slow_the_command_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expecting, "_RECORDS", 10)
    text = section(client, "Z1")
    assert "paizhu expected Z1" in text
    assert "pz-cell" not in text


def test_the_day_of_the_page_is_not_made_twice() -> None:
    here = registry()
    here.day(ON)
    year_of(here, "Z1", ON, "zh")
    made = here.day.cache_info().misses
    assert made == 2  # before the change of 15 July, and since
