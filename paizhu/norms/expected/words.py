"""Expected acts in words, Chinese and English; as with rulings they read the same from page, API and shell."""

from paizhu.norms.expected.calendar import Period
from paizhu.norms.expected.model import Doubt
from paizhu.norms.expected.reckoning import State
from paizhu.norms.model import Text

STATES = {
    State.DONE: Text("已履行", "Done"),
    State.LATE: Text("逾期履行", "Done late"),
    State.OPEN: Text("待履行", "Open"),
    State.MISSED: Text("缺位", "Missed"),
    State.TO_CONFIRM: Text("待确认", "To confirm"),
}
DOUBTS = {
    Doubt.INDEFINITE: Text(
        "条文没有写明次数，周期另有依据", "the article gives no number; the period is set elsewhere"
    ),
    Doubt.PLAN: Text("周期出自双方商定的计划", "the period stands in an agreed plan"),
    Doubt.UNVERIFIED: Text("规范未核对原文", "a norm was not checked against its text"),
    Doubt.CIRCUMSTANCE: Text("以规范库看不到的情形为前提", "it depends on a fact that the base cannot see"),
    Doubt.RELATION: Text(
        "条文没有写明双方的关系", "the article does not say how the two stand to each other"
    ),
    Doubt.PART: Text("本期只有一部分时间负有此责", "the duty holds for a part of the period only"),
}
PERS = {
    "year": Text("每年", "each year"),
    "half_year": Text("每半年", "each half-year"),
    "quarter": Text("每季度", "each quarter"),
    "month": Text("每月", "each month"),
}
_HALVES = {1: Text("上半年", "H1"), 2: Text("下半年", "H2")}


def often(times: int, per: str) -> Text:
    """Return how often something is owed.

    >>> often(1, "half_year").zh, often(2, "year").en
    ('每半年1次', '2 × each year')
    """
    return Text(f"{PERS[per].zh}{times}次", f"{times} × {PERS[per].en}")


def label(period: Period) -> Text:
    """Return what a period is called.

    >>> from datetime import date
    >>> from paizhu.norms.expected.calendar import period_of
    >>> [label(period_of(date(2025, 8, 9), per)).zh for per in ("year", "half_year", "quarter", "month")]
    ['2025年', '2025年下半年', '2025年第3季度', '2025年8月']
    >>> label(period_of(date(2025, 8, 9), "quarter")).en
    '2025 Q3'
    """
    year, number = period.first.year, period.number
    if period.per == "year":
        return Text(f"{year}年", f"{year}")
    if period.per == "half_year":
        return Text(f"{year}年{_HALVES[number].zh}", f"{year} {_HALVES[number].en}")
    if period.per == "quarter":
        return Text(f"{year}年第{number}季度", f"{year} Q{number}")
    return Text(f"{year}年{number}月", f"{year}-{number:02}")
