"""A text asked again is not understood anew, and is answered as if it were."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.cited import Cited
from paizhu.norms.ask.remembered import Remembered
from paizhu.norms.ask.reply import Asker
from paizhu.norms.ask.targets import Target
from paizhu.norms.ask.tests.conftest import AskerOf
from paizhu.norms.ask.understand import Guess, Understanding
from paizhu.norms.base import Base

TEXTS = (
    "派驻机构对驻在单位党组织是否有协助职责？",
    "派驻机构收到线索后多长时间内提出处置意见？",
    "党组应当支持派驻机构，派驻机构可以不报告吗？",
    "根据《纪检监察机关派驻机构工作规则》第二十五条，派驻机构应当做什么？",
    "Must a stationed office assist the host's Party group?",
    "今天的天气怎么样？",
)
DAYS = (date(2018, 6, 1), date(2021, 11, 4), date(2022, 3, 1), date(2024, 5, 31), date(2026, 11, 23))
ASKED = [(text, on) for on in DAYS for text in TEXTS]


def said(asker: Asker, text: str, on: date) -> str:
    return json.dumps(of_reply(asker.ask(text, on), asker.base, "zh"))


@pytest.fixture(scope="module")
def forgetful(asker_that_remembers: AskerOf) -> list[str]:
    """What is said without remembering anything."""
    anew = asker_that_remembers(0)
    return [said(anew, text, on) for text, on in ASKED]


@pytest.mark.parametrize("most", [3, 4096], ids=["always full", "never full"])
def test_says_the_same_as_without(asker_that_remembers: AskerOf, forgetful: list[str], most: int) -> None:
    remembering = asker_that_remembers(most)
    for _ in range(2):
        assert [said(remembering, text, on) for text, on in ASKED] == forgetful


def test_says_the_same_to_many_at_once(asker_that_remembers: AskerOf, forgetful: list[str]) -> None:
    remembering = asker_that_remembers(8)
    with ThreadPoolExecutor(8) as pool:
        again = list(pool.map(lambda asked: said(remembering, *asked), ASKED * 3))
    assert again == forgetful * 3


def test_answers_differ_where_the_days_do(asker: Asker) -> None:
    answers = [of_reply(asker.ask(TEXTS[0], on), asker.base, "zh")["answer"] for on in (DAYS[1], DAYS[2])]
    assert answers == ["not_provided", "limited"]


class Counting(Understanding):
    """Knows no phrasing; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date]] = []

    def guesses(self, text: str, lang: str, on: date, cited: Cited) -> list[Guess]:
        self.asked.append((text, on))
        return [Guess(Target(None, "", (), (), text), "", None)]

    def known(self, text: str, lang: str) -> float:
        return 1.0

    @property
    def roles(self) -> "Counting":  # type: ignore[override]  # nobody is named
        return self

    def find(self, text: str, lang: str) -> list[object]:
        return []


class TestWhatIsUnderstoodAnew:
    def asked(self, base: Base, *asked: tuple[str, date, Cited], most: int = 2) -> list[tuple[str, date]]:
        behind = Counting()
        remembered = Remembered(behind, base, most)
        for text, on, cited in asked:
            assert remembered.guesses(text, "zh", on, cited)[0].target.key == text
        return behind.asked

    def test_not_a_text_of_the_same_stretch_of_law(self, asker: Asker) -> None:
        first, last = asker.base.turning_days[-1], date(2026, 11, 23)
        assert self.asked(asker.base, ("a", last, Cited()), ("a", first, Cited())) == [("a", first)]

    def test_a_text_once_the_law_has_changed(self, asker: Asker) -> None:
        before, change = asker.base.turning_days[-2:]
        asked = self.asked(asker.base, ("a", change, Cited()), ("a", before, Cited()))
        assert asked == [("a", change), ("a", before)]

    def test_a_text_that_cites_something_else(self, asker: Asker) -> None:
        cites = Cited("stationed_rules", "25")
        assert len(self.asked(asker.base, ("a", DAYS[4], Cited()), ("a", DAYS[4], cites))) == len(("", cites))

    def test_the_text_not_asked_for_longest_once_there_are_too_many(self, asker: Asker) -> None:
        texts = [("a", DAYS[4], Cited()), ("b", DAYS[4], Cited()), ("c", DAYS[4], Cited())]
        understood = self.asked(asker.base, *texts, *texts[1:], texts[0])
        assert "".join(text for text, _ in understood) == "abca"
