"""What the norms expect of parties in each period, with what the record holds of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from paizhu.door.performances import Kept, Sought, performed
from paizhu.door.present import Present
from paizhu.norms.base import Base
from paizhu.norms.expected.model import Duty, Expected
from paizhu.norms.expected.reckoning import Reckoned, State, reckon
from paizhu.registry.expecting import outlook_of, own_parties

_DAY = timedelta(days=1)
# Of several acts in a period, the one that says how it stands with all.
WORST_FIRST = (State.MISSED, State.TO_CONFIRM, State.OPEN, State.LATE, State.DONE)


@dataclass(frozen=True, slots=True)
class NotDone:
    """A duty of the running period that is not done yet. done: how many of the acts expected.

    last: how it stands with the period before; None where the duty did not hold then.
    """

    expected: Expected
    done: int
    state: State
    last: State | None


@dataclass(frozen=True, slots=True)
class Owing:
    """What an organ owes in the running period, and what is owed to it; the sooner due first."""

    owes: tuple[NotDone, ...]
    owed: tuple[NotDone, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that it depends on how an organ stands on a day: what is expected, and what the record holds of it."""

    own: frozenset[str]
    expected: tuple[Expected, ...]
    kept: tuple[Kept, ...]


def facts(organ: str, present: Present) -> Facts | None:
    """Return what is known of the periods that run and those before them. Costs a query or two for each source.

    None where the registry is so large, and changes on so many days, that it would be slow.
    """
    own, on = own_parties(present.here, organ), present.on
    span = date(on.year - 1, 1, 1), date(on.year, 12, 31)
    found = outlook_of(present.here, own, *span, at_hand=on)
    if found is None:
        return None
    meant = sought(found.expected, *span)
    meant = replace(meant, named=_named(frozenset(meant.acts or ()), present.base))
    return Facts(own, found.expected, performed(meant))


def owing(known: Facts, on: date) -> Owing:
    """Return what is expected in the periods that run on that day, and not done yet."""
    open_ = _not_done(reckon(known.expected, [kept.performance for kept in known.kept], on), on)
    return Owing(
        tuple(one for one in open_ if one.expected.duty.bearer in known.own),
        tuple(one for one in open_ if one.expected.duty.bearer not in known.own),
    )


def sought(expected: Collection[Expected], first: date, last: date) -> Sought:
    """Return which performances may meet these duties."""
    bearers = {e.duty.bearer for e in expected}
    return Sought(bearers, first, last, {e.duty.act for e in expected})


@lru_cache(maxsize=500)
def _named(acts: frozenset[str], base: Base) -> frozenset[str]:
    """These acts and those below them. Local norms bring no acts of their own."""
    return acts | {act for act in base.acts if not acts.isdisjoint(base.above(act))}


def standing(found: Iterable[Reckoned]) -> State:
    """Return how it stands with a period, of which some acts may be done and others not. found: at least one."""
    return min((one.state for one in found), key=WORST_FIRST.index)


def _not_done(found: Iterable[Reckoned], on: date) -> list[NotDone]:
    periods: dict[Expected, list[Reckoned]] = {}
    for one in found:
        periods.setdefault(one.expected, []).append(one)
    before = {_place(e, e.period.last): standing(some) for e, some in periods.items()}
    running = (
        NotDone(e, done, standing(some), before.get(_place(e, e.period.first - _DAY)))
        for e, some in periods.items()
        if e.period.first <= on <= e.period.last
        and (done := sum(one.performance is not None for one in some)) < e.times
    )
    return sorted(running, key=lambda one: (one.expected.due, one.expected.order()))


def _place(expected: Expected, last: date) -> tuple[Duty, str, date]:
    return expected.duty, expected.period.per, last
