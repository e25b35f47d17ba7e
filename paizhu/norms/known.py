"""What can apply between parties of two profiles in a world: the rows of an act, made ready for the bare answer.

A world adds to the rows by which routes two such parties can stand in the relations that they name. A row that needs a
relation they can never have is left out. It is an index, no answer is kept.
"""

from collections.abc import Iterable
from typing import NamedTuple

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer
from paizhu.norms.proof import agreeable
from paizhu.norms.rows import Row, Rows
from paizhu.norms.rules import Rule, Test
from paizhu.norms.world import Profile, Route, World

Pair = tuple[Profile, Profile]
Said = tuple[Answer, tuple[str, ...]]
Checks = tuple[tuple[Test, tuple[Route, ...]], ...]  # conditions, each with the routes that can make it hold


class Required(NamedTuple):
    """The conditions of some rows, by their number.

    routes: by which the bearer must stand to the counterpart (`ahead`), or the counterpart to the bearer, where this
    is all; else checks: each condition.
    """

    number: int
    routes: tuple[Route, ...]
    ahead: bool
    checks: Checks


class Part(NamedTuple):
    """Rows of one sort in force, and the answer if any of them applies.

    every: the ids of their norms.  free: of those without conditions.  required: what the others require.
    rows: each with the number of its conditions, 0 for none.
    against: what is to be weighed against them then: the duties and powers against the prohibitions of an act, the
    prohibitions of its sub-acts against the duties and powers on these.
    """

    answer: Answer
    every: tuple[str, ...]
    free: tuple[str, ...]
    required: tuple[Required, ...]
    rows: tuple[tuple[int, str, Rule], ...]
    against: "tuple[Part, ...]"


class Known(NamedTuple):
    """What can apply from one change of the law until the next.

    since: the first day.  parts: the first of them that applies gives the answer.  otherwise: the answer if none does.
    """

    since: int
    parts: tuple[Part, ...]
    otherwise: Said


def known(base: Base, world: World, act: str, pair: Pair) -> tuple[Known, ...]:
    """Return what can apply between a bearer and a counterpart of these profiles, newest first, back to the first day."""
    rows, reaches = base.rows(act, *pair), base.pack.reaches.toordinal()
    every = (*rows.bans, *rows.duties, *rows.powers, *rows.below, *rows.caveats)
    possible = [row for row in every if _possible(world, row.rule, pair)]
    dated = (*[row[:2] for row in possible], *[reading[:2] for reading in rows.readings], *rows.spoken)
    changes = {day for days in dated for day in days if day > reaches}
    ids = {id(row) for row in possible}
    newest_first = [_on(day, rows, ids, world, pair) for day in sorted({reaches, *changes}, reverse=True)]
    return (*newest_first, Known(0, (), (Answer.UNANSWERABLE, ())))


def _on(on: int, rows: Rows, possible: set[int], world: World, pair: Pair) -> Known:
    def parts(answer: Answer, sort: Iterable[Row], against: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        found = [row for row in sort if row.since <= on < row.until and id(row) in possible]
        return (_part(answer, found, against, world, pair),) if found else ()

    duties, powers = parts(Answer.REQUIRED, rows.duties), parts(Answer.PERMITTED, rows.powers)
    direct = (*parts(Answer.FORBIDDEN, rows.bans, (*duties, *powers)), *duties, *powers)
    if agreeable(rows, on):
        return Known(on, direct, (Answer.PERMITTED, ()))
    below = parts(Answer.LIMITED, rows.below, parts(Answer.FORBIDDEN, rows.caveats))
    return Known(on, (*direct, *below), (Answer.NOT_PROVIDED, ()))


def _part(answer: Answer, rows: list[Row], against: tuple[Part, ...], world: World, pair: Pair) -> Part:
    conditional = {row.conditions: row.rule for row in rows if row.conditions}
    return Part(
        answer,
        every=tuple(row.norm for row in rows),
        free=tuple(row.norm for row in rows if not row.conditions),
        required=tuple(_required(rule, world, pair) for rule in conditional.values()),
        rows=tuple((row.conditions, row.norm, row.rule) for row in rows),
        against=against,
    )


def _required(rule: Rule, world: World, pair: Pair) -> Required:
    only = rule.only
    if only is not None:
        return Required(rule.conditions, _routes(world, only, pair), only.from_bearer, ())
    checks = tuple((test, _routes(world, test, pair)) for test in rule.tests)
    return Required(rule.conditions, (), ahead=False, checks=checks)


def _possible(world: World, rule: Rule, pair: Pair) -> bool:
    """Whether parties of these kinds can be so related, on any day, that the conditions hold."""
    return all(_routes(world, test, pair) for test in rule.tests if test.wanted and test.kind is None)


def _routes(world: World, test: Test, pair: Pair) -> tuple[Route, ...]:
    if test.kind is not None:
        return ()
    bearer, toward = pair
    return world.routes(
        test.relation, bearer if test.from_bearer else toward, bearer if test.to_bearer else toward
    )
