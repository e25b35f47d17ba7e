"""When a term is over: the two ways to ask it agree on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.door.retention.periods import last_day, over_for


@pytest.mark.parametrize(
    ("closed_on", "years", "last"),
    [
        (date(2025, 9, 1), 2, date(2027, 9, 1)),
        (date(2024, 2, 29), 15, date(2039, 2, 28)),
        (date(2024, 2, 29), 60, date(2084, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 12, 31)),
    ],
    ids=["plain", "no such day", "leap to leap", "end of a year"],
)
def test_last_day(closed_on: date, years: int, last: date) -> None:
    assert last_day(closed_on, years) == last


@given(on=st.dates(date(2000, 1, 1), date(2400, 1, 1)), years=st.integers(1, 100), back=st.integers(-3, 3))
def test_over_for_is_the_latest_day_whose_term_is_over(on: date, years: int, back: int) -> None:
    found = over_for(on, years)
    closed_on = found + timedelta(days=back)
    assert (last_day(closed_on, years) < on) == (closed_on <= found)
