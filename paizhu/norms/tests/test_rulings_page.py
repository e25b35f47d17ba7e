"""The worked examples of docs/rulings.md come out as the page says."""

import re
from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, Ruling, decide
from paizhu.norms.tests.asking import POWER, PROHIBITION, norm, ruled, small_base
from paizhu.norms.tests.worlds import day

PAGE = Path(__file__).parents[3] / "docs/rulings.md"
EXAMPLE = re.compile(r"^paizhu rule (.+)\n→ (.+)$", re.MULTILINE)

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="an installed package carries no docs")


def _examples() -> list[tuple[str, str]]:
    return EXAMPLE.findall(PAGE.read_text("utf-8")) if PAGE.is_file() else []


def _said(ruling: Ruling) -> str:
    answer = ruling.answer.value + (" by agreement" if ruling.basis == "agreement" else "")
    grounds = ", ".join(rule.norm.id for rule in ruling.grounds)
    return f"{answer}: {grounds}" if grounds else answer


@pytest.mark.parametrize(("command", "expected"), _examples())
def test_example(command: str, expected: str, base: Base) -> None:
    given = dict(part.split(" ") for part in command.removeprefix("--").split(" --"))
    question = Question(given["bearer"], given["act"], given["toward"], date.fromisoformat(given["on"]))
    assert _said(decide(question, base, base.archetypes)) == expected


def test_every_answer_has_an_example() -> None:
    shown = {expected.partition(":")[0].partition(" ")[0] for _, expected in _examples()}
    assert shown == {answer.value for answer in Answer}


@pytest.mark.parametrize(
    ("changed", "answers"),
    [
        ({}, "unanswerable unanswerable"),
        ({"bearer": "child_office"}, "permitted forbidden"),
        ({"since": day(2)}, "permitted permitted"),
        ({"since": day(2), "rank": "party_2"}, "forbidden forbidden"),
    ],
    ids=["as given", "narrower", "a day later", "under a higher rank"],
)
def test_the_conflict(changed: dict[str, str], answers: str) -> None:
    """“The commission” of the page is the office here, the local one a child office."""
    power = norm("may", POWER, "publish", **{"bearer": "office", **changed})  # type: ignore[arg-type]
    base = small_base(norm("must not", PROHIBITION, "publish"), power)
    found = [ruled(base, "publish", bearer=bearer).answer for bearer in ("child_office", "office")]
    assert " ".join(found) == answers
