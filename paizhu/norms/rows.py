"""What can speak to an act between parties of two profiles (sets of kinds), sorted out once for each such pair.

It depends on neither the day, nor the relations, nor the parties themselves: it is an index, no answer is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from paizhu.norms.model import Condition, Interpretation, Modality
from paizhu.norms.rules import Rule, Speaking, Test
from paizhu.norms.world import FOREVER, Profile, World

Lineage = Mapping[str, frozenset[str]]
Near = tuple[float, int, str]


class Fails(StrEnum):
    BEARER = "bearer"
    TOWARD = "toward"
    CONDITION = "condition"


class Miss(Struct, frozen=True, gc=False):
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
    near: the lower, the nearer it comes to what was asked about.
    """

    since: int
    until: int
    conditions: int
    norm: str
    rule: Rule
    fails: tuple[Fails, ...]
    miss: Miss
    failing: tuple[Fails, ...]
    near: Near


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


class Alike(NamedTuple):
    """Rows with the same conditions on the same kinds of counterpart.

    rule: any of them, to ask whether the conditions hold.  rows: of each its place among the misses, its rule, and
    what fails if one of the conditions does.
    """

    rule: Rule
    rows: tuple[tuple[int, Rule, tuple[Fails, ...]], ...]


class RowsOn(NamedTuple):
    """The rows in force on the days between two changes of the law, as the proof needs them.

    direct, below: what names both kinds, with the place of each among the misses.  caveats: likewise, without.
    misses: what each row is if its conditions hold, nearest first; None where it is no miss then.
    alike: the rows with conditions.
    """

    direct: tuple[tuple[int, Rule], ...]
    below: tuple[tuple[int, Rule], ...]
    caveats: tuple[Rule, ...]
    misses: tuple[Miss | None, ...]
    alike: tuple[Alike, ...]


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
        self._relations: tuple[str, ...] | None = None
        self._relations_back: tuple[str, ...] | None = None

    def holding(self, rows: tuple[Row, ...]) -> list[Row]:
        """Return the rows that are in force and whose conditions hold."""
        return [row for row in rows if row.since <= self.on < row.until and not self.failing(row.rule)]

    def failing(self, rule: Rule) -> tuple[Condition, ...]:
        """Return the conditions of the rule that fail."""
        found = self.known.get(rule.conditions)
        if found is None:
            unmet = [t.condition for t in rule.tests if self._holds(t) is not t.wanted]
            found = self.known[rule.conditions] = tuple(unmet)
        return found

    def _holds(self, test: Test) -> bool:
        if test.kind is None and test.from_bearer is not test.to_bearer:
            return test.relation in (self.relations if test.from_bearer else self.relations_back)
        return test.holds(self.world, self.bearer, self.toward, self.on)

    @property
    def relations(self) -> tuple[str, ...]:
        """How the bearer stands to the counterpart."""
        if self._relations is None:
            self._relations = tuple(self.world.between(self.bearer, self.toward, self.on))
        return self._relations

    @property
    def relations_back(self) -> tuple[str, ...]:
        """How the counterpart stands to the bearer."""
        if self._relations_back is None:
            self._relations_back = tuple(self.world.between(self.toward, self.bearer, self.on))
        return self._relations_back


class FactsTowardAnyone(Facts):
    """The same for a question without a counterpart: toward the party that comes nearest to meeting them."""

    relations = relations_back = ()

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
    direct = [_row(r, bearer, toward, lineage) for r in speaking.direct]
    below = [_row(r, bearer, toward, lineage) for r in speaking.below]
    caveats = [_row(r, bearer, toward, lineage) for r in speaking.caveats]
    return Rows(
        bans=_of(direct, Modality.PROHIBITION),
        duties=_of(direct, Modality.DUTY),
        powers=_of(direct, Modality.POWER),
        below=tuple(row for row in below if not row.fails),
        caveats=tuple(row for row in caveats if not row.fails),
        misses=tuple(row for row in (*direct, *below) if row.fails),
        readings=_readings(act, readings, pair),
        spoken=tuple((r.since, r.until) for r in speaking.direct if r.norm.act == act),
    )


def rows_on(rows: Rows, on: int) -> RowsOn:
    """Return the rows in force on the day `on` (an ordinal)."""

    def in_force(part: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(row for row in part if row.since <= on < row.until)

    direct, below = in_force((*rows.bans, *rows.duties, *rows.powers)), in_force(rows.below)
    nearest_first = sorted((*direct, *below, *in_force(rows.misses)), key=attrgetter("near"))
    places = {id(row.rule): place for place, row in enumerate(nearest_first)}
    alike: dict[tuple[int, frozenset[str]], list[Row]] = {}
    for row in nearest_first:
        if row.conditions:
            # Where no counterpart is named, what the rule calls it matters as well.
            alike.setdefault((row.conditions, row.rule.toward), []).append(row)
    return RowsOn(
        tuple((places[id(row.rule)], row.rule) for row in direct),
        tuple((places[id(row.rule)], row.rule) for row in below),
        tuple(row.rule for row in in_force(rows.caveats)),
        tuple(row.miss if row.fails else None for row in nearest_first),
        tuple(
            Alike(found[0].rule, tuple((places[id(row.rule)], row.rule, row.failing) for row in found))
            for found in alike.values()
        ),
    )


def owing_on(speaking: Speaking, toward: frozenset[str], on: int) -> tuple[Owing, ...]:
    """Return the duties on the act and below it that name one of the kinds and are in force, by link and in groups."""
    links: dict[Condition | None, dict[tuple[frozenset[str], int], list[Rule]]] = {}
    for rule in (*speaking.direct, *speaking.below):
        if rule.norm.modality is Modality.DUTY and not toward.isdisjoint(rule.toward):
            groups = links.setdefault(rule.link, {})
            alike = groups.setdefault((rule.bearers, rule.conditions), [])
            if rule.in_force(on):  # asked last, so that the order is the same on every day
                alike.append(rule)
    in_force = ((link, [rules for rules in groups.values() if rules]) for link, groups in links.items())
    return tuple(_owing(link, groups) for link, groups in in_force if groups)


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


def _row(rule: Rule, bearer: frozenset[str], toward: frozenset[str] | None, lineage: Lineage) -> Row:
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
        _near(rule, bearer, toward, lineage),
    )


def _of(rows: list[Row], modality: Modality) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.fails and row.rule.norm.modality is modality)


def _near(rule: Rule, bearer: frozenset[str], toward: frozenset[str] | None, lineage: Lineage) -> Near:
    """Nearest is what names kinds akin to those asked about (the commission for the stationed office).

    People take the one for the other. Then the higher rank.
    """
    norm = rule.norm
    akin = _akin(norm.bearers, bearer, lineage) + _akin(norm.toward, toward or frozenset(), lineage)
    return -round(akin, 3), rule.rank.level, norm.id


def _akin(kinds: Iterable[str], line: frozenset[str], lineage: Lineage) -> float:
    """The share of kinds that one of the kinds, with all above it, and the line have in common."""
    lines = [lineage[kind] for kind in kinds]
    return max((len(line & other) / len(line | other) for other in lines), default=0.0)


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
