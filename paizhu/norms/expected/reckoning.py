"""What was done of what is expected, as it stands on a day.

A performance counts for the period in which it was done, unless it says for which it was made. Nothing is guessed from
what is left over: a second consultation in spring does not make up for the one that was missing in autumn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from paizhu.norms.expected.calendar import Period
from paizhu.norms.expected.model import Duty, Expected
from paizhu.norms.rules import covers


class State(StrEnum):
    """How it stands with one act that is expected."""

    DONE = "done"
    LATE = "late"  # done after the day by which it was due
    OPEN = "open"  # the day by which it is due has not passed
    MISSED = "missed"  # 缺位
    TO_CONFIRM = "to_confirm"  # not done, and whether it was owed a person must say


@dataclass(frozen=True, slots=True)
class Performance:
    """An act that the record holds.

    toward: None where it had no counterpart.  reference: of the record.  about: the period that it was made for; None:
    the period in which it was done.
    """

    act: str
    bearer: str
    toward: str | None
    done_on: date
    recorded_on: date
    reference: str
    about: Period | None = None

    def order(self) -> tuple[date, date, str, str, str, date]:
        """Return what sorts performances: the earlier first."""
        about = self.about.first if self.about else date.min
        return self.done_on, self.recorded_on, self.reference, self.act, self.toward or "", about


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How it stands with the act of that number, from 1, of those expected in a period.

    performance: None where nothing was done.
    """

    expected: Expected
    number: int
    state: State
    performance: Performance | None = None

    @property
    def is_recorded_late(self) -> bool:
        """Whether it was put on record only after the day by which it was due."""
        return self.performance is not None and self.performance.recorded_on > self.expected.due


def reckon(
    expected: Iterable[Expected], performances: Iterable[Performance], on: date
) -> tuple[Reckoned, ...]:
    """Return how it stands on that day with every act expected, sorted as `outlook` sorts and by number.

    on: what was done or recorded later is not known yet.  A performance counts once for a duty; it may count for
    several duties, and toward whomever it was done it counts for those without a counterpart.
    """
    known: dict[str, list[Performance]] = defaultdict(list)
    for one in sorted(performances, key=Performance.order):
        if one.done_on <= on and one.recorded_on <= on:
            known[one.bearer].append(one)
    found = sorted(expected, key=Expected.order)
    return tuple(r for e in found for r in _reckoned(e, known.get(e.duty.bearer, ()), on))


def _reckoned(expected: Expected, known: Iterable[Performance], on: date) -> Iterator[Reckoned]:
    counted = [p for p in known if meets(p, expected.duty) and _counts_for(p, expected)]
    for number in range(1, expected.times + 1):
        if number <= len(counted):
            performance = counted[number - 1]
            state = State.DONE if performance.done_on <= expected.due else State.LATE
            yield Reckoned(expected, number, state, performance)
        elif on <= expected.due:
            yield Reckoned(expected, number, State.OPEN)
        else:
            yield Reckoned(expected, number, State.MISSED if number <= expected.sure else State.TO_CONFIRM)


def meets(performance: Performance, duty: Duty) -> bool:
    """Return whether the performance is one of that duty: its act, or a sub-act where the norm includes these."""
    same = performance.act == duty.act or (duty.includes_sub_acts and covers(duty.act, performance.act))
    return (
        same
        and performance.bearer == duty.bearer
        and (duty.toward is None or duty.toward == performance.toward)
    )


def _counts_for(performance: Performance, expected: Expected) -> bool:
    """Whether it was made for that period, or a part of it; what was done before the duty began was not done because of it."""
    about, period = performance.about, expected.period
    if about is not None:
        return period.first <= about.first and about.last <= period.last
    return expected.first <= performance.done_on <= expected.period.last
