"""What was done of what is expected: done, late, open, missed, to confirm."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.expected.calendar import MONTHS, name_of, period_named, period_of, periods
from paizhu.norms.expected.model import Expected
from paizhu.norms.expected.reckoning import Performance, Reckoned, State, reckon
from paizhu.norms.tests.recurring import YEAR, done, expected, unhurried

DONE, LATE, OPEN, MISSED, TO_CONFIRM = State
FIRST_HALF, SECOND_HALF = periods("half_year", *YEAR)
HALVES = [expected(period) for period in periods("half_year", *YEAR)]
AFTER = date(2024, 3, 1)


def states(found: tuple[Reckoned, ...]) -> list[State]:
    return [r.state for r in found]


@pytest.mark.parametrize(
    ("performances", "on", "found"),
    [
        ([], date(2023, 6, 30), [OPEN, OPEN]),
        ([], date(2023, 7, 1), [MISSED, OPEN]),
        ([], AFTER, [MISSED, MISSED]),
        ([done(date(2023, 1, 1)), done(date(2023, 12, 31))], AFTER, [DONE, DONE]),
        ([done(date(2023, 5, 1)), done(date(2023, 6, 1))], AFTER, [DONE, MISSED]),
        ([done(date(2023, 7, 1), about=FIRST_HALF)], AFTER, [LATE, MISSED]),
        ([done(date(2023, 6, 1), about=SECOND_HALF)], AFTER, [MISSED, DONE]),
        ([done(date(2023, 9, 1))], date(2023, 8, 31), [MISSED, OPEN]),
        ([done(date(2023, 6, 1), date(2023, 9, 1))], date(2023, 8, 31), [MISSED, OPEN]),
        ([done(date(2023, 6, 1), act="help.inspect")], AFTER, [MISSED, MISSED]),
        ([done(date(2023, 6, 1), toward="host")], AFTER, [MISSED, MISSED]),
        ([done(date(2022, 12, 31))], AFTER, [MISSED, MISSED]),
    ],
    ids=["last day", "the day after", "nothing", "first and last day", "twice does not make up", "made for the first",
         "ahead of time", "not done yet", "not known yet", "a sub-act", "toward another", "before"],
)  # fmt: skip
def test_half_years(performances: list[Performance], on: date, found: list[State]) -> None:
    assert states(reckon(HALVES, performances, on)) == found


def test_what_is_not_sure_is_to_be_confirmed() -> None:
    three = expected(times=3, sure=1)
    assert states(reckon([three], [], AFTER)) == [MISSED, TO_CONFIRM, TO_CONFIRM]
    assert states(reckon([three], [done(date(2023, 5, 1))], AFTER)) == [DONE, TO_CONFIRM, TO_CONFIRM]


def test_recorded_late_is_done_and_shows_both_dates() -> None:
    [one, _] = reckon(HALVES, [done(date(2023, 6, 30), date(2023, 7, 2))], AFTER)
    assert (one.state, one.is_recorded_late) == (DONE, True)
    assert one.performance
    assert (one.performance.done_on, one.performance.recorded_on) == (date(2023, 6, 30), date(2023, 7, 2))


def test_after_the_duty_ended_it_is_late_and_before_it_began_it_is_nothing() -> None:
    whole = expected()
    part = Expected(whole.duty, whole.period, date(2023, 3, 1), date(2023, 6, 30), 122, 1, 0, ())
    assert states(reckon([part], [done(date(2023, 8, 1))], AFTER)) == [LATE]
    assert states(reckon([part], [done(date(2023, 2, 28))], AFTER)) == [TO_CONFIRM]
    assert states(reckon([part], [], date(2023, 7, 1))) == [TO_CONFIRM]


def test_sub_act_counts_where_the_norm_includes_it() -> None:
    inspected = [done(date(2023, 6, 1), act="help.inspect")]
    assert states(reckon([expected(includes_sub_acts=True)], inspected, AFTER)) == [DONE]
    assert states(reckon([expected(act="help.inspect")], [done(date(2023, 6, 1))], AFTER)) == [MISSED]


def test_one_performance_meets_several_duties() -> None:
    duties = [expected(), HALVES[1], expected(toward=None)]
    found = reckon(duties, [done(date(2023, 9, 1))], AFTER)
    assert states(found) == [DONE, DONE, DONE]


def test_what_was_made_for_a_year_is_no_act_of_its_quarters() -> None:
    for_the_year = [done(date(2024, 1, 10), about=period_of(YEAR[0], "year"))]
    quarters = [expected(period) for period in periods("quarter", *YEAR)]
    assert states(reckon(quarters, for_the_year, AFTER)) == [MISSED] * 4
    assert states(reckon([expected()], for_the_year, AFTER)) == [LATE]
    in_march = [done(date(2023, 4, 2), about=period_of(date(2023, 3, 1), "month"))]
    assert states(reckon(quarters, in_march, AFTER)) == [LATE, MISSED, MISSED, MISSED]


@pytest.mark.parametrize(
    "name", ["2023-H0", "2023-H3", "2023-Q5", "2023-13", "2023-3", "23", "0000", "２０２３", "2023-Q1 "]
)
def test_no_period_has_that_name(name: str) -> None:
    assert period_named(name) is None


PERIODS = [p for per in MONTHS for p in periods(per, date(2022, 6, 1), date(2024, 6, 1))]


def test_a_period_is_found_by_its_name() -> None:
    assert [period_named(name_of(period)) for period in PERIODS] == PERIODS


DAYS = st.dates(date(2022, 6, 1), date(2024, 6, 1))
PERFORMANCES = st.lists(
    st.builds(
        lambda on, later, reference, act, toward, about: done(
            on, on + timedelta(days=later), reference, act=act, toward=toward, about=about
        ),
        DAYS,
        st.integers(0, 60),
        st.sampled_from("abcdefgh"),
        st.sampled_from(("help", "help.inspect")),
        st.sampled_from(("group", None)),
        st.none() | st.sampled_from(PERIODS),
    ),
    max_size=12,
)
EXPECTED = st.builds(
    lambda per, times, doubtful, more: [
        expected(period, times, max(times - doubtful, 0), **more) for period in periods(per, *YEAR)
    ],
    st.sampled_from(("year", "half_year", "quarter", "month")),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from(({}, {"toward": None}, {"includes_sub_acts": True})),
)


@given(EXPECTED, PERFORMANCES, PERFORMANCES, DAYS)
@unhurried
def test_more_performances_never_make_more_missed(
    owed: list[Expected], some: list[Performance], more: list[Performance], on: date
) -> None:
    before, after = (Counter(states(reckon(owed, known, on))) for known in (some, some + more))
    for state in (MISSED, TO_CONFIRM, OPEN):
        assert after[state] <= before[state]


@given(EXPECTED, PERFORMANCES, DAYS, st.randoms(use_true_random=False))
@unhurried
def test_order_does_not_matter(
    owed: list[Expected], performances: list[Performance], on: date, draw: object
) -> None:
    shuffled, periods_shuffled = list(performances), list(owed)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    draw.shuffle(periods_shuffled)  # type: ignore[attr-defined]
    assert reckon(periods_shuffled, shuffled, on) == reckon(owed, performances, on)


@given(EXPECTED, PERFORMANCES, DAYS)
@unhurried
def test_a_performance_counts_once_and_every_act_is_reckoned(
    owed: list[Expected], performances: list[Performance], on: date
) -> None:
    found = reckon(owed, performances, on)
    assert len(found) == sum(e.times for e in owed)
    used = Counter(r.performance for r in found if r.performance)
    assert all(count <= performances.count(one) for one, count in used.items())
    assert all((r.performance is not None) == (r.state in {DONE, LATE}) for r in found)


@given(EXPECTED, PERFORMANCES, DAYS, DAYS)
@unhurried
def test_as_days_pass_what_is_missed_is_never_open_again(
    owed: list[Expected], performances: list[Performance], one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    before, after = reckon(owed, performances, earlier), reckon(owed, performances, later)
    assert not [1 for b, a in zip(before, after, strict=True) if b.state is not OPEN and a.state is OPEN]
