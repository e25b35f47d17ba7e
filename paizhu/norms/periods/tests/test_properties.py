"""What holds of every period, and an independent calculator that agrees."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.period import due, remade
from paizhu.norms.periods.sums import Extension, Suspension
from paizhu.norms.periods.tests import drawn, slowly

rolls = st.sampled_from(Rolls)
Length = tuple[int, Unit]


@given(drawn.days, drawn.lengths(), drawn.calendars(), rolls, drawn.suspensions, drawn.extensions)
def test_counting_day_by_day_agrees(
    start: date,
    length: Length,
    calendar: Calendar,
    rule: Rolls,
    suspensions: list[Suspension],
    extensions: list[Extension],
) -> None:
    total = due(start, *length, calendar, rolls=rule, suspensions=suspensions, extensions=extensions)
    by_hand = slowly.ends(start, *length, calendar.is_working, rule, suspensions, extensions)
    assert (total.nominal, total.due) == by_hand


@given(st.integers(1, 100), drawn.hourly_suspensions)
def test_counting_hour_by_hour_agrees(length: int, suspensions: list[Suspension]) -> None:
    total = due(drawn.BEGINS, length, Unit.HOUR, Calendar(), rolls=Rolls.BY_ANALOGY, suspensions=suspensions)
    assert total.nominal == total.due == slowly.hours_end(drawn.BEGINS, length, suspensions)


@given(drawn.days, drawn.lengths(), drawn.calendars(), rolls, drawn.suspensions)
def test_a_longer_period_never_ends_earlier(
    start: date, length: Length, calendar: Calendar, rule: Rolls, suspensions: list[Suspension]
) -> None:
    count, unit = length
    shorter = due(start, count, unit, calendar, rolls=rule, suspensions=suspensions)
    longer = due(start, count + 1, unit, calendar, rolls=rule, suspensions=suspensions)
    assert longer.due >= shorter.due
    assert longer.nominal > shorter.nominal


@given(drawn.days, drawn.lengths(), drawn.calendars(), rolls, drawn.suspensions, drawn.extensions)
def test_suspension_and_extension_never_shorten(
    start: date,
    length: Length,
    calendar: Calendar,
    rule: Rolls,
    suspensions: list[Suspension],
    extensions: list[Extension],
) -> None:
    plain = due(start, *length, calendar, rolls=rule)
    suspended = remade(plain, calendar, suspensions=suspensions)
    assert suspended.due >= plain.due
    assert remade(suspended, calendar, extensions=extensions).due >= suspended.due


@given(drawn.days, drawn.lengths(), drawn.calendars(), drawn.suspensions, drawn.suspensions)
def test_more_suspension_never_shortens(
    start: date, length: Length, calendar: Calendar, some: list[Suspension], more: list[Suspension]
) -> None:
    less = due(start, *length, calendar, rolls=Rolls.STATED, suspensions=some)
    assert remade(less, calendar, suspensions=[*some, *more]).due >= less.due


@given(drawn.days, drawn.lengths(), drawn.calendars(), drawn.suspensions)
def test_moved_ends_are_worked_and_the_others_stay(
    start: date, length: Length, calendar: Calendar, suspensions: list[Suspension]
) -> None:
    never, stated, borrowed = (
        due(start, *length, calendar, rolls=rule, suspensions=suspensions)
        for rule in (Rolls.NEVER, Rolls.STATED, Rolls.BY_ANALOGY)
    )
    assert never.nominal == never.due == stated.nominal <= stated.due == borrowed.due
    assert calendar.is_working(stated.due_on)
    assert (stated.by_analogy, borrowed.by_analogy) == (False, stated.rolled)


@given(drawn.days, drawn.lengths(), drawn.calendars())
def test_loading_settles_what_was_provisional_and_nothing_else(
    start: date, length: Length, calendar: Calendar
) -> None:
    total = due(start, *length, calendar, rolls=Rolls.STATED)
    others = [
        year for year in drawn.FULL.years if year.year not in total.lacking and not calendar.covers(year.year)
    ]
    assert remade(total, calendar.overlaid(others)).due == total.due
    assert not remade(total, calendar.overlaid(drawn.FULL.years)).provisional


@given(drawn.days, drawn.lengths(), drawn.calendars())
def test_a_sum_says_which_days_it_left_out(start: date, length: Length, calendar: Calendar) -> None:
    count, unit = length
    total = due(start, count, unit, calendar, rolls=Rolls.STATED)
    if unit is Unit.WORKING_DAY:
        between = total.nominal.toordinal() - start.toordinal()
        assert between == count + len(total.skipped)
    else:
        assert len(total.skipped) == total.due.toordinal() - total.nominal.toordinal()
    assert not any(calendar.is_working(skipped.day) for skipped in total.skipped)
