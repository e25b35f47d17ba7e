"""How much is owed in each period: the frequencies of the norms over the days on which they hold.

Formula and example: docs/expected-acts.md. Everything is whole numbers: acts times days.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from paizhu.norms.base import Rule
from paizhu.norms.expected.calendar import Period, period_of, periods
from paizhu.norms.expected.model import Course, Doubt, Duty, Expected, Plan, Scene, Unset
from paizhu.norms.expected.pairs import Pairs
from paizhu.norms.expected.rates import Rate, rates
from paizhu.norms.expected.standing import standing
from paizhu.norms.model import Norm

_DAY = timedelta(days=1)


class Outlook(NamedTuple):
    """What is expected in each period, and the duties for which nothing sets a period; both sorted."""

    expected: tuple[Expected, ...]
    unset: tuple[Unset, ...]


def outlook(
    course: Course,
    first: date,
    last: date,
    *,
    plans: Sequence[Plan] = (),
    about: frozenset[str] | None = None,
) -> Outlook:
    """Return what is expected in every period that has a day from `first` to `last`, both included.

    A period that the span cuts is counted whole.  about: only duties that bind one of these parties, or are owed toward
    one; None: of all.  plans: what was agreed where norms give no number.
    """
    tally = _Tally(first, last)
    start, end = period_of(first, "year").first, period_of(last, "year").last
    agreed = {day for plan in plans for day in (plan.since, plan.until) if day}
    for since, until in _cut(start, end + _DAY, {*course.turning, *agreed}):
        scene = course.scene(since)
        pairs = Pairs(scene.world, since.toordinal(), about)
        now = [plan for plan in plans if plan.holds_on(since)]
        for begin, stop in _cut(since, until, _legal(scene)):
            for duty, rules in standing(scene, pairs, begin.toordinal()).items():
                tally.note(duty, rules, now, _Days(begin, stop))
    return Outlook(
        tuple(sorted(tally.expected(), key=Expected.order)), tuple(sorted(tally.unset(), key=Unset.order))
    )


class _Days(NamedTuple):
    """A stretch of days on which nothing changes; half-open."""

    since: date
    until: date

    def within(self, first: date, last: date) -> int:
        """How many of them lie in the span, both ends included."""
        return max((min(self.until, last + _DAY) - max(self.since, first)).days, 0)


def _legal(scene: Scene) -> set[date]:
    """The days on which the norms change."""
    days = {date.fromordinal(day) for base in scene.bases for day in base.turning}
    return days | {base.pack.reaches for base in scene.bases}


def _cut(since: date, until: date, days: Iterable[date]) -> Iterator[tuple[date, date]]:
    cuts = [since, *sorted({day for day in days if since < day < until}), until]
    yield from pairwise(cuts)


_Held = tuple[_Days, Rate]


class _Share(NamedTuple):
    """What falls to a period; the fields are those of `Expected`."""

    first: date
    due: date
    days: int
    times: int
    sure: int
    norms: tuple[Norm, ...]
    plans: tuple[str, ...]
    doubts: tuple[Doubt, ...]


class _Tally:
    """Gathers stretch by stretch how often each duty is owed."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self._rates: dict[tuple[Duty, str], list[_Held]] = {}
        # Most duties are given by the same norms on the same days: these are weighed once.
        self._weighed: dict[tuple[Rule, ...], dict[str, Rate]] = {}
        self._shares: dict[tuple[Period, tuple[tuple[_Days, int], ...]], _Share] = {}
        self._unset: dict[Duty, list[tuple[_Days, list[Rule]]]] = {}

    def note(self, duty: Duty, rules: list[Rule], plans: list[Plan], days: _Days) -> None:
        """Take what holds on these days."""
        agreed = [plan for plan in plans if _is_for(plan, duty)]
        weighed = rates(rules, agreed) if agreed else self._weighed.get(tuple(rules))
        if weighed is None:
            weighed = self._weighed[tuple(rules)] = rates(rules, ())
        for per, rate in weighed.items():
            self._rates.setdefault((duty, per), []).append((days, rate))
        if not weighed and days.within(self._first, self._last):
            self._unset.setdefault(duty, []).append((days, rules))

    def expected(self) -> Iterator[Expected]:
        """Yield what is owed in each period."""
        for (duty, per), noted in self._rates.items():
            for period in periods(per, self._first, self._last):
                held = [(days, rate) for days, rate in noted if days.within(period.first, period.last)]
                if held:
                    yield Expected(duty, period, *self._share(period, held))

    def _share(self, period: Period, held: list[_Held]) -> _Share:
        key = period, tuple((days, id(rate)) for days, rate in held)
        found = self._shares.get(key)
        if found is None:
            found = self._shares[key] = _share(period, held)
        return found

    def unset(self) -> Iterator[Unset]:
        """Yield the duties without a period."""
        for duty, noted in self._unset.items():
            first = max(noted[0][0].since, self._first)
            last = min(noted[-1][0].until - _DAY, self._last)
            yield Unset(duty, first, last, _norms(rule for _, rules in noted for rule in rules))


def _is_for(plan: Plan, duty: Duty) -> bool:
    return (plan.act, plan.bearer, plan.toward) == (duty.act, duty.bearer, duty.toward)


def _share(period: Period, held: list[_Held]) -> _Share:
    """The acts of a period: those of a whole one, in the measure of the days on which each rate holds."""
    parts = [(days.within(period.first, period.last), rate) for days, rate in held]
    times = -(-sum(days * rate.times for days, rate in parts) // period.days)  # up
    sure = sum(days * rate.sure for days, rate in parts) // period.days  # down
    held_for = sum(days for days, _ in parts)
    doubts = {doubt for _, rate in parts for doubt in rate.doubts}
    if held_for < period.days:
        doubts.add(Doubt.PART)
    return _Share(
        first=max(held[0][0].since, period.first),
        due=min(held[-1][0].until - _DAY, period.last),
        days=held_for,
        times=times,
        sure=sure,
        norms=_norms(rule for _, rate in parts for rule in rate.rules),
        plans=tuple(sorted({plan for _, rate in parts for plan in rate.plans})),
        doubts=tuple(doubt for doubt in Doubt if doubt in doubts) if sure < times else (),
    )


def _norms(rules: Iterable[Rule]) -> tuple[Norm, ...]:
    """Each norm once, the highest rank first; a city's own measures last."""
    ordered = sorted(rules, key=lambda r: (r.rank.order == "local", r.rank.level, r.norm.id))
    return tuple({rule.norm.id: rule.norm for rule in ordered}.values())
