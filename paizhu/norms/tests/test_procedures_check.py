"""Broken procedures, case by case: each fault is told with its place, and nothing else is."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from paizhu.norms.store import check
from paizhu.norms.tests import tiny

FILE = "procedures/letter.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("broken_procedures.yaml").read_text("utf-8")
)
# A second procedure at the end of the file, by its id.
ADDED = {
    "letter.2020": (),
    "letter.2021": (("letter.2020", "letter.2021"), ("since: 2020-01-01", "since: 2021-01-01")),
    "memo.2020": (
        ("letter.2020", "memo.2020"),
        ("matter: letter", "matter: memo"),
        ("letter.send", "memo.send"),
        ("letter.note", "memo.note"),
        ("letter.answer", "memo.answer"),
    ),
}


def spoil(root: Path, case: dict[str, Any]) -> None:
    for old, new in case.get("replace", {}).items():
        tiny.change(root, FILE, old, new)
    if "add" in case:
        second = tiny.FILES[FILE]
        for old, new in ADDED[case["add"]]:
            second = second.replace(old, new)
        place = root / FILE
        place.write_text(place.read_text("utf-8") + second, "utf-8")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_broken_procedure_is_told_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    spoil(root, case)
    found = sorted(check(root)[1], key=lambda problem: (problem.line, problem.message))
    assert [str(problem) for problem in found] == [f"{FILE}:{fault}" for fault in case["faults"]]


def test_versions_that_meet_are_sound(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, FILE, "since: 2020-01-01", "since: 2020-01-01\n  last_day: 2020-12-31")
    spoil(root, {"add": "letter.2021"})
    assert check(root)[1] == []


def test_norm_that_ends_with_the_procedure_still_carries_it(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    until = "since: 2020-01-01\n  last_day: 2020-12-31"
    tiny.change(root, FILE, "since: 2020-01-01", until)
    tiny.change(root, "regulations/rules_2020.yaml", "since: 2020-01-01", until.replace("  ", ""))
    assert check(root)[1] == []


def test_norm_that_ends_before_the_procedure_is_told(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(
        root, "regulations/rules_2020.yaml", "since: 2020-01-01", "since: 2020-01-01\nlast_day: 2020-12-31"
    )
    (fault,) = check(root)[1]
    terms = "is in force from 2020-01-01 to 2020-12-31, the procedure from 2020-01-01"
    assert str(fault) == f"{FILE}:14: limit reply: norm rules.2020.2.supervise {terms}"


def test_norm_without_a_number_makes_no_clock(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, "regulations/rules_2020.yaml", "          length: 1\n          unit: month\n", "")
    assert [str(p) for p in check(root)[1]] == [
        f"{FILE}:14: limit reply: norm rules.2020.2.supervise sets no length: a clock needs a number and a unit"
    ]


def test_act_that_comes_again_may_ask_for_somebody_else_than_the_last_time(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, FILE, "from: [drafted, sent], to: null", "from: [sent], to: drafted")
    tiny.change(
        root, FILE, "apart_from: [letter.draft]", "apart_from: [letter.draft, letter.send, letter.note]"
    )
    assert check(root)[1] == []
