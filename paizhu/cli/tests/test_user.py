"""`paizhu user`: a new home's first administrators, and what each command says and ends with."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from paizhu.registry.tests.charts import city
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import in_use

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return in_use(tmp_path / "home", PAIZHU_LANG="en")


@pytest.fixture
def user(home: dict[str, str]) -> Run:
    """`paizhu user …` in a home of its own: exit code, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        ended = paizhu("user", *words, **home)
        return ended.returncode, ended.stdout, ended.stderr

    return run


def test_a_new_home_gets_its_first_administrators(user: Run) -> None:
    code, said, _ = user("add", "sys", "--administers", "system")
    assert code == 0
    assert re.search(r"shown this once: ([A-Z2-7]{4}-){5}[A-Z2-7]{4}\n", said)
    assert "lets the account in" not in said
    code, said, refused = user("add", "safe", "--administers", "security")
    assert (code, said) == (2, "")
    assert "name the seat that does this with --seat admin:NAME" in refused
    assert user("add", "safe", "--administers", "security", "--seat", "admin:sys")[0] == 0
    # From now on somebody can let in.
    made = json.loads(user("add", "eyes", "--administers", "audit", "--seat", "admin:sys", "--json")[1])
    assert (made["name"], made["state"]) == ("eyes", "waiting")
    listed = [json.loads(line) for line in user("list", "--json")[1].splitlines()]
    assert [(one["name"], one["administers"], one["state"]) for one in listed] == [
        ("eyes", "audit", "waiting"),
        ("safe", "security", "active"),
        ("sys", "system", "active"),
    ]
    assert made["code"] not in json.dumps(listed)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["add", "zhang", "--person", "X1", "--seat", "admin:nobody"],
            "There is no seat 'admin:nobody' today.",
        ),
        (["add", "zhang", "--person", "X1"], "The registry holds no person 'X1'."),
        (["add", "zhang"], "Name either --person"),
        (["add", "zhang", "--person", "X1", "--administers", "audit"], "never both. Nothing was changed."),
        (
            ["add", "a b", "--administers", "audit"],
            "Letters, digits, dot, hyphen and underscore.\nNothing was changed.",
        ),
        (["lock", "zhang"], "There is no account 'zhang'."),
        (["add", "zhang", "--administers", "everything"], "everything"),
    ],
    ids=[
        "no such seat",
        "no such person",
        "nobody",
        "both",
        "name",
        "no such account",
        "no such administrator",
    ],
)
def test_what_is_refused_names_why(user: Run, words: list[str], told: str) -> None:
    code, said, refused = user(*words)
    assert (code, said) == (2, "")
    assert told in refused
    assert user("list") == (0, "", "")


def test_a_person_is_listed_with_the_seats_of_today(user: Run, home: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "city.json"
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **home).returncode == 0
    assert user("add", "zhang", "--person", "X2", "--display-name", "张三")[0] == 0
    assert user("list")[1] == "zhang\twaiting\tX2 S2\t张三\n"
    assert "has not set password" in user("let-in", "zhang")[2]
    assert user("lock", "zhang")[1] == "Locked: zhang\n"
    assert user("reset", "zhang")[1] == "Reset: zhang\n"
    assert "One-time code" in user("invite", "zhang")[1]
