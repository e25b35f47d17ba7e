"""What is owed in each period: whole and part, by one norm and by several, for certain or not."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paizhu.norms.decide import Answer, Question, decide
from paizhu.norms.expected.calendar import period_of, periods
from paizhu.norms.expected.counting import outlook
from paizhu.norms.expected.model import Course, Doubt, Plan, Scene, steady
from paizhu.norms.expected.pairs import Pairs
from paizhu.norms.expected.standing import standing
from paizhu.norms.model import Every, Norm, Text, Verified
from paizhu.norms.tests.asking import PROHIBITION, norm, small_base
from paizhu.norms.tests.recurring import YEAR, agreed, office_between, owed, recurring, unhurried
from paizhu.norms.tests.worlds import DAYS, NOTHING, Small, day, small

DAYS_OF_2023 = st.dates(date(2023, 1, 2), date(2023, 12, 31))
PERS = st.sampled_from(("year", "half_year", "quarter", "month"))


@pytest.mark.parametrize(
    ("per", "days"),
    [
        ("year", [365]),
        ("half_year", [181, 184]),
        ("quarter", [90, 91, 92, 92]),
        ("month", [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
    ],
)
def test_periods_are_those_of_the_calendar(per: str, days: list[int]) -> None:
    found = list(periods(per, *YEAR))
    assert [p.days for p in found] == days
    assert [p.number for p in found] == list(range(1, len(days) + 1))
    assert (found[0].first, found[-1].last) == YEAR


@given(st.dates(), PERS)
@unhurried
def test_a_day_lies_in_one_period_and_the_next_begins_after_its_last(on: date, per: str) -> None:
    period = period_of(on, per)
    assert period.first <= on <= period.last
    if period.last < date.max:
        assert period_of(period.last + timedelta(days=1), per).first == period.last + timedelta(days=1)


OF_MARCH = date(2023, 3, 31), date(2023, 4, 1)


@pytest.mark.parametrize(
    ("norms", "counts"),
    [
        ([recurring("a", "half_year")], [("half_year", 1, 1), ("half_year", 1, 1)]),
        ([recurring("a", times=3)], [("year", 3, 3)]),
        ([recurring("a"), recurring("b")], [("year", 1, 1)]),
        ([recurring("a"), recurring("b", times=2)], [("year", 2, 2)]),
        ([recurring("a"), recurring("b", "half_year")], [("half_year", 1, 1), ("year", 1, 1), ("half_year", 1, 1)]),
        ([recurring("a", verified=Verified.MEMORY)], [("year", 1, 0)]),
        ([recurring("a"), recurring("b", times=3, verified=Verified.MEMORY)], [("year", 3, 1)]),
        ([recurring("a", circumstance=NOTHING)], [("year", 1, 0)]),
        ([recurring("a", when="")], [("year", 1, 0)]),
        ([recurring("a", None)], []),
        ([recurring("a", None), recurring("b")], [("year", 1, 1)]),
        ([recurring("a", None), recurring("b", verified=Verified.SECOND_HAND)], [("year", 1, 0)]),
        ([recurring("a"), norm("no", PROHIBITION, rank="state_1")], []),
        ([recurring("a"), norm("no", PROHIBITION, since=date(2019, 1, 1))], [("year", 1, 1)]),
        ([recurring("a", act="help.inspect")], [("year", 1, 1)]),
    ],
    ids=[
        "each half-year",
        "three times a year",
        "two norms, one act",
        "the greater number",
        "each kind of period by itself",
        "from memory",
        "what is sure of it",
        "a fact the base cannot see",
        "no relation named",
        "no number",
        "a number covers the norm without one",
        "an unverified number sets the period",
        "forbidden by a norm of another order: no ruling",
        "an earlier prohibition gives way",
        "a sub-act",
    ],
)  # fmt: skip
def test_count(norms: list[Norm], counts: list[tuple[str, int, int]]) -> None:
    found = owed(small_base(*norms)).expected
    assert [(e.period.per, e.times, e.sure) for e in found] == counts
    assert all(bool(e.doubts) == (e.sure < e.times) for e in found)


def test_all_norms_of_a_duty_are_named_the_highest_first() -> None:
    base = small_base(
        recurring("a", rank="party_2"), recurring("b", None, rank="party_1"), recurring("c", act="publish")
    )
    assert [n.id for n in owed(base).expected[0].norms] == ["b", "a"]


def test_without_a_number_it_is_shown_and_not_counted() -> None:
    found = owed(small_base(recurring("a", None)), span=(date(2023, 2, 1), date(2023, 2, 28)))
    assert found.expected == ()
    assert [(u.first, u.last, u.norms[0].id) for u in found.unset] == [
        (date(2023, 2, 1), date(2023, 2, 28), "a")
    ]


@pytest.mark.parametrize(
    ("norms", "plan", "counts"),
    [
        ([recurring("a", None)], agreed(2, "half_year"), [(2, 0), (2, 0)]),
        ([recurring("a", None)], agreed(1, "half_year", until=date(2023, 7, 1)), [(1, 0)]),
        ([recurring("a")], agreed(4, "year"), [(1, 1)]),
        ([], agreed(1, "year"), []),
    ],
    ids=["sets the period", "ends", "the article has a number", "no duty at all"],
)
def test_plan(norms: list[Norm], plan: Plan, counts: list[tuple[int, int]]) -> None:
    found = owed(small_base(*norms), plan).expected
    assert [(e.times, e.sure) for e in found] == counts
    assert all(
        e.plans == ("plan 7",) and e.doubts == (Doubt.INDEFINITE, Doubt.PLAN) for e in found if not e.sure
    )


@pytest.mark.parametrize(
    ("since", "until", "per", "counts"),
    [
        (date(2023, 7, 1), None, "year", [(1, 0, 184)]),
        (date(2023, 7, 1), None, "half_year", [(1, 1, 184)]),
        (date(2023, 7, 2), None, "half_year", [(1, 0, 183)]),
        (date.min, date(2023, 7, 1), "half_year", [(1, 1, 181)]),
        (date(2023, 12, 31), None, "year", [(1, 0, 1)]),
        (date(2023, 6, 1), date(2023, 6, 2), "quarter", [(1, 0, 1)]),
        (date(2024, 1, 1), None, "year", []),
        (date.min, date(2023, 1, 1), "year", []),
    ],
    ids=["half a year of a year", "from its first day", "a day late", "to its last day", "last day", "one day",
         "not yet", "no more"],
)  # fmt: skip
def test_part_of_a_period(
    since: date, until: date | None, per: str, counts: list[tuple[int, int, int]]
) -> None:
    found = owed(small_base(recurring("a", per)), since=since, until=until).expected
    assert [(e.times, e.sure, e.days) for e in found] == counts
    assert all(e.is_prorated == (Doubt.PART in e.doubts) for e in found)


def test_whole_acts_of_a_part_are_sure() -> None:
    [found] = owed(small_base(recurring("a", times=4)), since=date(2023, 7, 1)).expected
    assert (found.times, found.sure) == (3, 2)  # 4 × 184 ÷ 365 is 2.02


def test_norm_that_replaces_another_goes_on_with_it() -> None:
    change = date(2023, 5, 20)
    [found] = owed(small_base(recurring("old", until=change), recurring("new", since=change))).expected
    assert (found.times, found.sure, found.is_prorated) == (1, 1, False)
    assert [n.id for n in found.norms] == ["new", "old"]


def test_nothing_is_owed_before_the_base_reaches() -> None:
    base = small_base(recurring("a", since=date(2019, 1, 1)))
    [found] = owed(base, span=(date(2019, 1, 1), date(2020, 12, 31))).expected
    assert (found.first, found.sure) == (base.pack.reaches, 0)


def test_span_chooses_periods_and_does_not_cut_them() -> None:
    base = small_base(recurring("a", "half_year"))
    assert owed(base, span=OF_MARCH).expected == owed(base).expected[:1]


def test_scenes_are_made_for_turning_days_only() -> None:
    base, asked = small_base(recurring("a")), list[date]()
    world = office_between(base)

    def scene(on: date) -> Scene:
        asked.append(on)
        return Scene(world, (base,), lambda _ends: base)

    outlook(Course(scene, [date(2020, 1, 1), date(2023, 7, 1), date(2024, 1, 1)]), *YEAR)
    assert asked == [date(2023, 1, 1), date(2023, 7, 1)]


def test_about_keeps_what_binds_a_party_or_is_owed_toward_it() -> None:
    reports = recurring("up", act="publish", toward="commission", when="toward dispatches bearer")
    base = small_base(recurring("a"), reports, recurring("own", bearer="host", toward="", when=""))
    course = steady(base, office_between(base))
    acts = {
        about: [
            (e.duty.bearer, e.duty.toward) for e in outlook(course, *YEAR, about=frozenset({about})).expected
        ]
        for about in ("office", "group", "commission", "host")
    }
    assert acts == {
        "office": [("office", "group"), ("office", "commission")],
        "group": [("office", "group")],
        "commission": [("office", "commission")],
        "host": [("host", None)],
    }


@given(DAYS_OF_2023, PERS, st.integers(1, 5))
@unhurried
def test_two_that_follow_each_other_owe_together_what_one_would(change: date, per: str, times: int) -> None:
    base = small_base(recurring("a", per, times))
    whole = owed(base).expected
    parts = (*owed(base, until=change).expected, *owed(base, since=change).expected)
    for one in whole:
        shares = [e for e in parts if e.period == one.period]
        assert sum(e.days for e in shares) == one.period.days
        assert sum(e.sure for e in shares) <= one.sure <= one.times <= sum(e.times for e in shares)
        assert sum(e.times for e in shares) - one.times < len(shares)


@given(st.lists(DAYS_OF_2023), PERS, DAYS_OF_2023)
@unhurried
def test_looking_on_more_days_changes_nothing(more: list[date], per: str, change: date) -> None:
    base = small_base(recurring("a", per), recurring("b", None, act="publish"))
    world = office_between(base, until=change)
    assert outlook(steady(base, world, [change, *more]), *YEAR) == outlook(
        steady(base, world, [change]), *YEAR
    )


def test_without_the_relation_nothing_is_owed() -> None:
    base = small_base(recurring("a"), recurring("b", None), recurring("c", act="publish", when=""))
    nobody = office_between(base, until=date(2020, 1, 1))
    assert outlook(steady(base, nobody), *YEAR, plans=[agreed(1, "year")]) == ((), ())


def _regular(case: Small) -> Small:
    """The case with a frequency in every norm."""
    norms = tuple(replace(n, every=Every(Text("", ""), 1, "month")) for n in case.pack.norms)
    return Small(replace(case.pack, norms=norms), case.parties, case.links)


@given(st.integers(2_000_000, 9_000_000))
@settings(unhurried, max_examples=150 if os.environ.get("PAIZHU_SOAK") else 50)
def test_what_stands_is_what_a_ruling_requires(seed: int) -> None:
    case = _regular(small(seed))
    base = case.base
    world = case.world(base)
    scene = Scene(world, (base,), lambda _ends: base)
    for on in map(day, range(DAYS)):
        found = standing(scene, Pairs(world, on.toordinal(), None), on.toordinal())
        said = {
            (act, bearer, toward, rule.norm.id): bool(rule.link) or toward is None
            for act in base.acts
            for bearer in world.kinds
            for toward in (None, *world.kinds)
            for ruling in [decide(Question(bearer, act, toward, on), base, world)]
            if ruling.answer is Answer.REQUIRED
            for rule in ruling.grounds
            if rule.norm.act == act and bool(rule.toward) is (toward is not None)
        }
        stands = {(*duty[:3], rule.norm.id) for duty, rules in found.items() for rule in rules}
        assert stands <= said.keys()
        # Where a norm names no relation, only who is near is looked at.
        assert {key for key, is_tied in said.items() if is_tied} <= stands
