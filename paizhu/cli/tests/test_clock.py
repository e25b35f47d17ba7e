"""`paizhu clock`: the sum for people and for programs, and what is refused."""

import json
from pathlib import Path

import pytest

from paizhu.tests.commands import paizhu


def test_json_names_the_days() -> None:
    ended = paizhu("clock", "2025-09-25", "5", "working-day", "--json", PAIZHU_LANG="en")
    told = json.loads(ended.stdout)
    assert (ended.returncode, told["nominal"], told["due"], told["provisional"]) == (
        0,
        "2025-10-09",
        "2025-10-09",
        False,
    )
    assert told["skipped"][:2] == [
        {"day": "2025-09-27", "name": "Saturday"},
        {"day": "2025-10-01", "name": "National Day"},
    ]


@pytest.mark.parametrize(("rolls", "due"), [("stated", "07"), ("by-analogy", "07"), ("never", "05")])
def test_counting_rule_is_chosen(rolls: str, due: str) -> None:
    told = json.loads(paizhu("clock", "2025-03-05", "1", "month", "--rolls", rolls, "--json").stdout)
    assert (told["due"], told["nominal"]) == (f"2025-04-{due}", "2025-04-05")
    assert told["by_analogy"] is (rolls == "by-analogy")


def test_hours_are_local() -> None:
    here = json.loads(paizhu("clock", "2025-03-05T10:00", "24", "hour", "--json").stdout)
    there = json.loads(paizhu("clock", "2025-03-05T02:00Z", "24", "hour", "--json").stdout)
    assert here == there
    assert here["due"] == "2025-03-06T10:00+08:00"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["届满：2025-04-07（周一）", "名义届满日：2025-04-05"]),
        ("en", ["Due: 2025-04-07 (Mon)", "Nominal end"]),
    ],
)
def test_people_see_the_sum_and_the_months(lang: str, said: list[str]) -> None:
    shown = paizhu("clock", "2025-03-05", "1", "month", PAIZHU_LANG=lang).stdout
    assert all(words in shown for words in said)
    assert "  3    4  ( 5)   6·   7·   8·   9·\n" in shown
    assert "[ 7]   8    9 " in shown


def test_the_middle_of_a_long_period_is_not_drawn() -> None:
    shown = paizhu("clock", "2025-03-05", "2", "year", PAIZHU_LANG="en").stdout
    assert shown.count("Mo   Tu") == 6
    assert "\n…\n" in shown


def test_a_year_that_is_not_known_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "2031.csv"
    file.write_text("day,kind,name\n2031-01-01,off,元旦\n2031-05-01,off,劳动节\n2031-10-01,off,国庆节\n")
    words = ("clock", "2031-09-30", "1", "working-day", "--json")
    without, loaded = (
        json.loads(paizhu(*words).stdout),
        json.loads(paizhu(*words, "--calendar", str(file)).stdout),
    )
    assert (without["due"], without["provisional"], without["lacking"]) == ("2031-10-01", True, [2031])
    assert (loaded["due"], loaded["provisional"]) == ("2031-10-02", False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2025-02-30", "1", "day"], "'2025-02-30' is not a date"),
        (["2025-03-05", "x", "day"], "'x' is not a length; expected a whole number from 1 to 9999."),
        (["2025-03-05", "0", "day"], "'0' is not a length"),
        (["2025-03-05", "10000", "day"], "'10000' is not a length"),
        (["2025-03-05", "9" * 5000, "day"], "is not a length"),
        (["2025-03-05", "1.5", "day"], "'1.5' is not a length"),
        (["2025-03-05", "1", "week"], "'week' is not a unit"),
        (["2025-03-05", "1", "hour"], "'2025-03-05' is not a time"),
        (["2025-03-05T25:00", "1", "hour"], "'2025-03-05T25:00' is not a time"),
        (["2025-03-05T10:00", "1", "day"], "'2025-03-05T10:00' is not a date"),
        (["2025-03-05", "1", "day", "--rolls", "x"], "--rolls 'x': expected stated, by-analogy or never."),
        (["2025-03-05", "9999", "year"], "ends after the year 9999"),
        (["2025-03-05", "1", "day", "--calendar", "none.csv"], "none.csv: expected a file that can be read"),
        (["2025-03-05", "-1", "day"], "-1"),
        (["2025-03-05"], "LENGTH"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_use_ends_with_2(words: list[str], said: str) -> None:
    ended = paizhu("clock", *words, PAIZHU_LANG="en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
