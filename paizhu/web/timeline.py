"""The answers to one question over time: one span for each stretch in which nothing changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question
from paizhu.norms.wording import ANSWERS
from paizhu.web.base import Opened
from paizhu.web.shown import ANSWER_ICONS


@dataclass(frozen=True, slots=True)
class Span:
    """One answer with its grounds. last: the last day, inclusive; None while it still stands."""

    since: date
    last: date | None
    answer: Answer
    grounds: tuple[str, ...]

    @property
    def icon(self) -> str:
        return ANSWER_ICONS[self.answer]

    def word(self, lang: str) -> str:
        """Return the answer in a word."""
        return ANSWERS[self.answer].in_(lang)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.since <= day and (self.last is None or day <= self.last)


def spans(opened: Opened, bearer: str, act: str, toward: str | None) -> list[Span]:
    """Return the answers from the day that the base reaches back to, equal neighbours as one."""
    answers: list[tuple[date, Answer, tuple[str, ...]]] = []
    for day in _turning_days(opened.base, act):
        answer, found = opened.bare.said(Question(bearer, act, toward, day))
        grounds = tuple(sorted(found))
        if not answers or answers[-1][1:] != (answer, grounds):
            answers.append((day, answer, grounds))
    ends = [*(since - timedelta(days=1) for since, *_ in answers[1:]), None]
    return [
        Span(since, last, answer, grounds)
        for (since, answer, grounds), last in zip(answers, ends, strict=True)
    ]


@lru_cache(maxsize=1_024)
def _turning_days(base: Base, act: str) -> tuple[date, ...]:
    """The days on which what speaks to the act, or a reading of it, begins or ends."""
    reaches = base.pack.reaches
    speaking = base.speaking[act]
    norms = [r.norm for r in (*speaking.direct, *speaking.below, *speaking.caveats)]
    terms = [(n.since, n.until) for n in norms] + [
        (r.since, r.until) for r in base.pack.interpretations if r.act == act
    ]
    days = {day for term in terms for day in term if day}
    return (reaches, *sorted(day for day in days if day > reaches))
