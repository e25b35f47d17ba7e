"""Closed matters of the cast, with terms that are over or not."""

from datetime import date
from typing import Any

from paizhu.door.models import Matter
from paizhu.door.tests.world import ON, assigned, do, fresh, proposed

YEARS = 2
LAST = date(2027, 9, 1)  # closed on ON, kept for two years
OVER = date(2027, 9, 2)


def withdrawn(who: str = "superior_deputy", /, **given: Any) -> Matter:
    """Return a task that was taken back, and so is closed on ON."""
    matter = proposed(who, **given)
    leader = {"superior_deputy": "superior"}.get(who, who)
    do(leader, "task.withdraw", matter, text="不再需要")
    return fresh(matter)


def closed(**given: Any) -> Matter:
    """Return a task of W2 to Z1 that went its whole way on ON."""
    matter = assigned(**given)
    do("clerk", "task.accept", matter)
    do("deputy", "task.answer", fresh(matter), text="核查完毕，未见异常。")
    do("superior_deputy", "task.check", fresh(matter), text="属实")
    do("superior", "task.close", fresh(matter))
    return fresh(matter)


def term(
    who: str = "superior", kind: str = "task", years: int | None = YEARS, rule: str = "", on: date = ON
) -> None:
    """Set a term."""
    given = {"kind": kind, "rule": rule, "given_years": "" if years is None else str(years)}
    do(who, "retention.term", on=on, reason="本单位自定", **given)


def proposed_for(matter: Matter, who: str = "superior_deputy", on: date = OVER) -> Matter:
    """Propose its destruction."""
    do(who, "retention.propose", matter, on=on, reason="已归档，无继续保存价值")
    return fresh(matter)


def destroyed(matter: Matter, on: date = OVER) -> Matter:
    """Destroy a matter of W2's."""
    proposed_for(matter, on=on)
    do("superior", "retention.destroy", fresh(matter), on=on, reason="")
    return fresh(matter)
