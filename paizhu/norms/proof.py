"""The proof of a ruling: which norms apply between two parties, and what fails of those that do not.

What each norm comes to if its conditions hold, and if they fail, is put down once for each pair of kinds and each
stretch of days between two changes of the law. It is an index: how the two stand is looked at anew for every question,
and no answer is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from paizhu.norms.facts import Facts, FactsTowardAnyone
from paizhu.norms.model import Condition, Interpretation, Stance
from paizhu.norms.rows import Miss, Row, Rows
from paizhu.norms.rules import Rule

# Of some rows their places among all, and what each is then; None: no miss.
Outcome = tuple[tuple[int, Miss | None], ...]


class Proof(Struct, frozen=True, gc=False):
    """What applies, and what does not, with what fails; nearest first."""

    direct: list[Rule]
    below: list[Rule]
    caveats: tuple[Rule, ...]
    misses: tuple[Miss, ...]


class Alike(NamedTuple):
    """Rows with the same conditions on the same kinds of counterpart.

    rule: any of them, to ask which conditions fail.  outcomes: by those that fail; (): none.
    """

    rule: Rule
    outcomes: dict[tuple[Condition, ...], Outcome]


@dataclass(frozen=True, slots=True)
class RowsOn:
    """The rows and readings in force on the days between two changes of the law, as the proof needs them.

    direct, below: what names both kinds, with the place of each among the misses.  caveats: likewise, without.
    misses: what each row is if the two do not stand in any relation, nearest first; None where it is no miss then.
    ahead, back: what becomes of rows that require just this, if the bearer stands so to the counterpart, or the
    counterpart to the bearer; by relation.
    alike: all rows with conditions.  others: those of them that require something else, or more.
    readings: interpretations.  agreeable: by these, both sides may agree to the act where no norm applies to it.
    """

    direct: tuple[tuple[int, Rule], ...]
    below: tuple[tuple[int, Rule], ...]
    caveats: tuple[Rule, ...]
    misses: tuple[Miss | None, ...]
    ahead: dict[str, Outcome]
    back: dict[str, Outcome]
    alike: tuple[Alike, ...]
    others: tuple[Alike, ...]
    readings: tuple[Interpretation, ...]
    agreeable: bool


def prove(rows: RowsOn, facts: Facts) -> Proof:
    """Return what of the rows applies, and what fails of the others."""
    misses = list(rows.misses)
    for relation in facts.relations:
        for place, miss in rows.ahead.get(relation, ()):
            misses[place] = miss
    if rows.back:
        for relation in facts.relations_back:
            for place, miss in rows.back.get(relation, ()):
                misses[place] = miss
    for alike in rows.alike if isinstance(facts, FactsTowardAnyone) else rows.others:
        for place, miss in alike.outcomes[facts.failing(alike.rule)]:
            misses[place] = miss
    return Proof(
        [rule for place, rule in rows.direct if misses[place] is None],
        [rule for place, rule in rows.below if misses[place] is None],
        tuple([rule for rule in rows.caveats if not facts.failing(rule)]) if rows.caveats else (),
        tuple(filter(None, misses)),
    )


def rows_on(rows: Rows, on: int) -> RowsOn:
    """Return the rows in force on the day `on` (an ordinal)."""

    def in_force(part: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(row for row in part if row.since <= on < row.until)

    direct, below = in_force((*rows.bans, *rows.duties, *rows.powers)), in_force(rows.below)
    nearest_first = sorted((*direct, *below, *in_force(rows.misses)), key=attrgetter("near"))
    places = {id(row.rule): place for place, row in enumerate(nearest_first)}
    misses = [row.miss if row.fails else None for row in nearest_first]
    ahead: dict[str, Outcome] = {}
    back: dict[str, Outcome] = {}
    alike, others = _alike(nearest_first), []
    for group in alike:
        only = group.rule.only
        if only is None:
            others.append(group)
            continue
        by = ahead if only.from_bearer else back
        by[only.relation] = by.get(only.relation, ()) + group.outcomes[()]
        for place, miss in group.outcomes[only.condition,]:
            misses[place] = miss
    return RowsOn(
        direct=tuple((places[id(row.rule)], row.rule) for row in direct),
        below=tuple((places[id(row.rule)], row.rule) for row in below),
        caveats=tuple(row.rule for row in in_force(rows.caveats)),
        misses=tuple(misses),
        ahead=ahead,
        back=back,
        alike=alike,
        others=tuple(others),
        readings=tuple(r.reading for r in rows.readings if r.since <= on < r.until),
        agreeable=agreeable(rows, on),
    )


def _alike(rows: Iterable[Row]) -> tuple[Alike, ...]:
    found: dict[tuple[int, frozenset[str]], list[tuple[int, Row]]] = {}
    for place, row in enumerate(rows):
        if row.conditions:
            # Where no counterpart is named, what the rule calls it matters as well.
            found.setdefault((row.conditions, row.rule.toward), []).append((place, row))
    return tuple(Alike(group[0][1].rule, _outcomes(group)) for group in found.values())


def _outcomes(rows: list[tuple[int, Row]]) -> dict[tuple[Condition, ...], Outcome]:
    conditions = [test.condition for test in rows[0][1].rule.tests]
    some = (
        failing for number in range(1, len(conditions) + 1) for failing in combinations(conditions, number)
    )
    holding = tuple((place, row.miss if row.fails else None) for place, row in rows)
    return {(): holding} | {
        failing: tuple((place, Miss(row.rule, row.failing, failing)) for place, row in rows)
        for failing in some
    }


def agreeable(rows: Rows, on: int) -> bool:
    """Return whether both sides may agree to the act on the day, where no norm applies to it."""
    stances = {r.reading.stance for r in rows.readings if r.exact and r.since <= on < r.until}
    if Stance.SUPPORTS not in stances or Stance.DENIES in stances:
        return False
    return not any(since <= on < until for since, until in rows.spoken)
