"""What can speak to an act between parties of two profiles (sets of kinds), sorted out once for each such pair.

It depends on neither the day, nor the relations, nor the parties themselves: it is an index, no answer is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from paizhu.norms.model import Condition, Interpretation, Modality
from paizhu.norms.rules import Rule, Speaking, Test
from paizhu.norms.world import FOREVER, Profile, World

Lineage = Mapping[str, frozenset[str]]


class Fails(StrEnum):
    BEARER = "bearer"
    TOWARD = "toward"
    CONDITION = "condition"


class Miss(NamedTuple):
    """A norm that would be a ground, and what fails.

    conditions: those that fail.  relations: how the two parties do stand; empty where no condition fails.
    """

    rule: Rule
    fails: tuple[Fails, ...]
    conditions: tuple[Condition, ...]
    relations: tuple[str, ...]


class Row(NamedTuple):
    """One rule for one pair of profiles; norm is its id.

    fails: which of the two is of no kind that the rule names.  miss: what that makes of it, if its conditions hold.
    failing: the same, if they do not.
    near: the place among all misses of the pair, if its conditions hold, and if one fails; lower is nearer.
    """

    since: int
    until: int
    conditions: int
    norm: str
    rule: Rule
    fails: tuple[Fails, ...]
    miss: Miss
    failing: tuple[Fails, ...]
    near: tuple[int, int]


class Reading(NamedTuple):
    """An interpretation that names both kinds, with its days as ordinals; exact: it is about this very act."""

    since: int
    until: int
    exact: bool
    reading: Interpretation


@dataclass(frozen=True, slots=True)
class Rows:
    """The rules and readings for an act between two profiles.

    bans, duties, powers: what speaks to the act itself and names both kinds.  below: duties and powers on
    sub-acts, that do.  caveats: prohibitions on sub-acts, that do.  misses: rules on the act or a sub-act that
    name not both.  readings: interpretations of exactly this act and exactly these kinds, then of its sub-acts.
    spoken: the days on which some norm, whomever it binds, is about exactly this act.
    """

    bans: tuple[Row, ...]
    duties: tuple[Row, ...]
    powers: tuple[Row, ...]
    below: tuple[Row, ...]
    caveats: tuple[Row, ...]
    misses: tuple[Row, ...]
    readings: tuple[Reading, ...]
    spoken: tuple[tuple[int, int], ...]


class Likely(NamedTuple):
    """A row with conditions, as the proof needs it: what it is if they hold (None: a hit), and if one fails.

    Each as a miss with its place; the miss if one fails still lacks the conditions and the relations.
    """

    conditions: int
    rule: Rule
    holding: tuple[int, Miss] | None
    place: int
    failing: tuple[Fails, ...]


class RowsOn(NamedTuple):
    """The rows in force on the days between two changes of the law.

    direct, below, caveats: what names both kinds.  likely: what does not, and has conditions besides.
    certain: what does not, and has none.
    """

    direct: tuple[Likely, ...]
    below: tuple[Likely, ...]
    caveats: tuple[Rule, ...]
    likely: tuple[Likely, ...]
    certain: tuple[tuple[int, Miss], ...]


class Duties(NamedTuple):
    """Duties that bind the same kinds under the same conditions; tests: those beyond the link."""

    bearers: frozenset[str]
    tests: tuple[Test, ...]
    rules: tuple[Rule, ...]


class Owing(NamedTuple):
    """Duties whose bearers are found along the same link (None: along none); bearers: all the kinds they bind."""

    link: Condition | None
    bearers: frozenset[str]
    duties: tuple[Duties, ...]


class Facts:
    """Which conditions fail between two parties on a day; what several norms share is looked at once.

    known: what has been looked at, by the number of the conditions.
    """

    def __init__(self, world: World, bearer: str, toward: str, on: int) -> None:
        self.world, self.bearer, self.toward, self.on = world, bearer, toward, on
        self.known: dict[int, tuple[Condition, ...]] = {0: ()}

    def holding(self, rows: tuple[Row, ...]) -> list[Row]:
        """Return the rows that are in force and whose conditions hold."""
        return [row for row in rows if row.since <= self.on < row.until and not self.failing(row.rule)]

    def failing(self, rule: Rule) -> tuple[Condition, ...]:
        """Return the conditions of the rule that fail."""
        found = self.known.get(rule.conditions)
        if found is None:
            found = self.known[rule.conditions] = self._unmet(rule.tests)
        return found

    def _unmet(self, tests: tuple[Test, ...]) -> tuple[Condition, ...]:
        asked = self.world, self.bearer, self.toward, self.on
        return tuple([t.condition for t in tests if t.holds(*asked) is not t.wanted])

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """How the two parties stand to each other."""
        return tuple(self.world.between(self.bearer, self.toward, self.on))


class FactsTowardAnyone(Facts):
    """The same for a question without a counterpart: toward the party that comes nearest to meeting them."""

    relations = ()

    def __init__(self, world: World, bearer: str, on: int) -> None:
        super().__init__(world, bearer, "", on)

    def failing(self, rule: Rule) -> tuple[Condition, ...]:
        if not rule.names_toward:
            return super().failing(rule)
        failing = (Facts(self.world, self.bearer, p, self.on).failing(rule) for p in self._counterparts(rule))
        return min(failing, key=len, default=(*rule.norm.when, *rule.norm.unless))

    def _counterparts(self, rule: Rule) -> Iterable[str]:
        """The parties of the rule's toward kinds; where it names a relation to the bearer, along that only."""
        world, link = self.world, rule.link
        if link is None:
            near: Iterable[str] = world.kinds
        else:
            near = world.reached(link.relation, self.bearer, self.on, back=link.object == "bearer")
        return (p for p in near if not rule.toward or not world.line(p).isdisjoint(rule.toward))


def rows_of(
    act: str,
    speaking: Speaking,
    readings: Iterable[Interpretation],
    pair: tuple[Profile, Profile | None],
    lineage: Lineage,
) -> Rows:
    """Return what can speak to the act between the two profiles; without the second, toward whomever.

    readings: those of the act and of the acts below it.
    """
    bearer, toward = (None if own is None else _line(own, lineage) for own in pair)
    assert bearer is not None
    direct = [_row(r, bearer, toward) for r in speaking.direct]
    below = [_row(r, bearer, toward) for r in speaking.below]
    caveats = [_row(r, bearer, toward) for r in speaking.caveats]
    places = _places([*direct, *below], bearer, toward, lineage)
    direct = [row._replace(near=places[id(row.rule)]) for row in direct]
    below = [row._replace(near=places[id(row.rule)]) for row in below]
    return Rows(
        bans=_of(direct, Modality.PROHIBITION),
        duties=_of(direct, Modality.DUTY),
        powers=_of(direct, Modality.POWER),
        below=tuple(row for row in below if not row.fails),
        caveats=tuple(row for row in caveats if not row.fails),
        misses=tuple(sorted((row for row in (*direct, *below) if row.fails), key=attrgetter("near"))),
        readings=_readings(act, readings, pair),
        spoken=tuple((r.since, r.until) for r in speaking.direct if r.norm.act == act),
    )


def rows_on(rows: Rows, on: int) -> RowsOn:
    """Return the rows in force on the day `on` (an ordinal)."""

    def in_force(part: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(row for row in part if row.since <= on < row.until)

    misses = in_force(rows.misses)
    return RowsOn(
        tuple(_likely(row) for row in in_force((*rows.bans, *rows.duties, *rows.powers))),
        tuple(_likely(row) for row in in_force(rows.below)),
        tuple(row.rule for row in in_force(rows.caveats)),
        tuple(_likely(row) for row in misses if row.conditions),
        tuple((row.near[0], row.miss) for row in misses if not row.conditions),
    )


def _likely(row: Row) -> Likely:
    holding = (row.near[0], row.miss) if row.fails else None
    return Likely(row.conditions, row.rule, holding, row.near[1], row.failing)


def owing_of(speaking: Speaking, toward: frozenset[str]) -> tuple[Owing, ...]:
    """Return the duties on the act and below it that name one of the kinds, by link and in groups."""
    links: dict[Condition | None, dict[tuple[frozenset[str], int], list[Rule]]] = {}
    for rule in (*speaking.direct, *speaking.below):
        if rule.norm.modality is Modality.DUTY and not toward.isdisjoint(rule.toward):
            groups = links.setdefault(rule.link, {})
            groups.setdefault((rule.bearers, rule.conditions), []).append(rule)
    return tuple(_owing(link, list(groups.values())) for link, groups in links.items())


def _owing(link: Condition | None, groups: list[list[Rule]]) -> Owing:
    duties = tuple(
        Duties(
            rules[0].bearers,
            tuple(t for t in rules[0].tests if t.condition != link or not t.wanted),
            tuple(rules),
        )
        for rules in groups
    )
    return Owing(link, frozenset().union(*(d.bearers for d in duties)), duties)


def _line(own: Profile, lineage: Lineage) -> frozenset[str]:
    return frozenset().union(*(lineage[kind] for kind in own))


def _row(rule: Rule, bearer: frozenset[str], toward: frozenset[str] | None) -> Row:
    fails = []
    if bearer.isdisjoint(rule.bearers):
        fails.append(Fails.BEARER)
    if rule.toward and toward is not None and toward.isdisjoint(rule.toward):
        fails.append(Fails.TOWARD)
    return Row(
        rule.since,
        rule.until,
        rule.conditions,
        rule.norm.id,
        rule,
        tuple(fails),
        Miss(rule, tuple(fails), (), ()),
        (*fails, Fails.CONDITION),
        near=(0, 0),
    )


def _of(rows: list[Row], modality: Modality) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.fails and row.rule.norm.modality is modality)


def _places(
    rows: list[Row], bearer: frozenset[str], toward: frozenset[str] | None, lineage: Lineage
) -> dict[int, tuple[int, int]]:
    """For each rule, its place as a miss if its conditions hold, and if one fails.

    Nearest is what names kinds akin to those asked about (the commission for the stationed office), since people
    take the one for the other; then what fails in less; then the higher rank.
    """

    def key(row: Row, fails: int) -> tuple[int, int, int, str]:
        strangers = (Fails.BEARER in row.fails and not _akin(row.rule.bearers, bearer, lineage)) + (
            Fails.TOWARD in row.fails and not _akin(row.rule.toward, toward or frozenset(), lineage)
        )
        return strangers, len(row.fails) + fails, row.rule.rank.level, row.norm

    variants = sorted((key(row, fails), n, fails) for n, row in enumerate(rows) for fails in (0, 1))
    places = [[0, 0] for _ in rows]
    for place, (_, n, fails) in enumerate(variants):
        places[n][fails] = place
    return {id(row.rule): (place[0], place[1]) for row, place in zip(rows, places, strict=True)}


def _akin(kinds: frozenset[str], line: frozenset[str], lineage: Lineage) -> bool:
    """Whether some kind shares with the line a kind that is neither a root nor directly below one."""
    shared = _line(kinds, lineage) & line
    return any(len(lineage[kind]) > 2 for kind in shared)  # noqa: PLR2004  itself, and more than one above


def _readings(
    act: str, readings: Iterable[Interpretation], pair: tuple[Profile, Profile | None]
) -> tuple[Reading, ...]:
    bearer, toward = pair
    found = [
        r
        for r in readings
        if not bearer.isdisjoint(r.bearers)
        and (toward is None or not r.toward or not toward.isdisjoint(r.toward))
    ]
    return tuple(_reading(r, exact=r.act == act) for r in sorted(found, key=lambda r: (r.act != act, r.id)))


def _reading(reading: Interpretation, *, exact: bool) -> Reading:
    until = FOREVER if reading.until is None else reading.until.toordinal()
    return Reading(reading.since.toordinal(), until, exact, reading)
