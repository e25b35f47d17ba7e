"""`paizhu expected` as a person or a program calls it."""

import json
from pathlib import Path
from typing import Any

import pytest

from paizhu.registry.tests.charts import city
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import in_use


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings under which the small city is recorded."""
    folder = tmp_path_factory.mktemp("expected")
    file = folder / "city.json"
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    settings = in_use(folder / "home")
    assert paizhu("registry", "import", str(file), **settings).returncode == 0
    return settings


def told(home: dict[str, str], *given: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(paizhu("expected", *given, "--json", **home).stdout)
    return result


def test_json_says_what_is_owed_in_each_period(home: dict[str, str]) -> None:
    said = told(home, "驻市财政局纪检监察组", "--from", "2025-01-01")
    assert (said["organ"]["id"], said["first"], said["last"]) == ("Z1", "2025-01-01", "2025-12-31")
    report = next(one for one in said["owes"] if one["act"] == "report.annual")
    assert (report["toward"], report["per"], report["times"], report["doubts"]) == ("W2", "year", 1, [])
    assert [norm["norm"] for norm in report["norms"]] == ["stationed_rules.2022.33.annual"]
    [year] = report["periods"]
    assert (year["due"], year["days"], year["days_of_period"], year["sure"]) == ("2025-12-31", 365, 365, 1)
    assert {one["act"] for one in said["without_period"]["owed"]} == {"consult_regularly", "hear_report"}


def test_a_span_chooses_periods(home: dict[str, str]) -> None:
    said = told(home, "D1", "--from", "2025-07-01", "--to", "2025-07-31")
    study = next(one for one in said["owes"] if one["act"] == "principal_responsibility.study")
    assert [(p["first"], p["last"]) for p in study["periods"]] == [("2025-07-01", "2025-12-31")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ["须履行", "提交年度专题报告", "每年1次", "2025年: 1次，不晚于2025-12-31", "未履行时待确认"]),
     ("en", ["Owes", "submit the yearly special report", "1 × each year", "2025: 1 by 2025-12-31", "To confirm"])],
)  # fmt: skip
def test_text_in_both_languages(home: dict[str, str], lang: str, words: list[str]) -> None:
    ended = paizhu("expected", "Z1", "--to", "2025-12-31", PAIZHU_LANG=lang, **home)
    text = " ".join(ended.stdout.split())
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["Z1", "--from", "soon"], "soon"),
        (["Z1", "--from", "2025-02-01", "--to", "2025-01-31"], "2025-02-01"),
        (["Z1", "--from", "2001-01-01", "--to", "2025-01-31"], "20"),
        (["气象台"], "气象台"),
    ],
    ids=["no day", "the last first", "too long", "no such organ"],
)
def test_bad_input(home: dict[str, str], given: list[str], message: str) -> None:
    ended = paizhu("expected", *given, "--json", **home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert message in ended.stderr


def test_without_a_registry(tmp_path: Path) -> None:
    ended = paizhu("expected", "Z1", PAIZHU_HOME=str(tmp_path), DATABASE_URL="")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "registry import" in ended.stderr
