"""The bare answer: the ruling without its proof, for asking often (every act at the door, whole matrices).

What depends on neither the day nor the relations is worked out once, when the world is taken in: for each act
and each profile (the set of kinds that a party has), the few rules that can bind such a party. No answer is
kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from paizhu.norms.base import Base, Rule, condition_holds
from paizhu.norms.decide import Answer, covers, settle, settle_below
from paizhu.norms.model import Condition, Interpretation, Modality, Stance
from paizhu.norms.world import FOREVER, World

Profile = frozenset[str]
Profiles = frozenset[int]  # the numbers of those that a rule is toward


class Row(NamedTuple):
    """One rule, as one (act, profile of the bearer) needs it.

    relation: the one that must tie the two parties, from the bearer if `outward`; None when there is none.
    others: the further conditions, each with whether it must hold.
    """

    since: int
    until: int
    toward: Profiles
    relation: str | None
    outward: bool
    others: tuple[tuple[Condition, bool], ...]
    norm: str
    rule: Rule


class Reading(NamedTuple):
    """An interpretation of exactly this act, for bearers of this profile."""

    since: int
    until: int
    toward: Profiles
    stance: Stance


@dataclass(slots=True)
class _Rows:
    """What can apply to one act of a bearer with one profile.

    caveats: prohibitions that reach an act in `below`.  spoken: the days on which some norm, whomever it
    binds, is about exactly this act; no reading stands for an agreement then.
    """

    bans: list[Row] = field(default_factory=list)
    duties: list[Row] = field(default_factory=list)
    powers: list[Row] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)
    caveats: list[Row] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    spoken: list[tuple[int, int]] = field(default_factory=list)


class Bare:
    """Answers (bearer, act, toward, on) in one world."""

    def __init__(self, base: Base, world: World) -> None:
        self._base, self._world = base, world
        self._reaches = base.pack.reaches.toordinal()
        profiles = sorted(set(world.kinds.values()), key=sorted)
        number = {kinds: n for n, kinds in enumerate(profiles)}
        self._profile = {party: number[kinds] for party, kinds in world.kinds.items()}
        self._rows = _index(base, profiles)

    def ask(self, bearer: str, act: str, toward: str, on: int) -> tuple[Answer, tuple[str, ...]]:
        """Return the answer and the ids of its grounds; `on` is an ordinal.

        Raises KeyError for an act that the base does not have, or a party that the world does not.
        """
        of_act, profile, counterpart = self._rows[act], self._profile[bearer], self._profile[toward]
        if on < self._reaches:
            return Answer.UNANSWERABLE, ()
        rows = of_act.get(profile)
        if rows is None:
            return Answer.NOT_PROVIDED, ()
        asked = (bearer, toward, counterpart, on)
        bans = self._holding(rows.bans, *asked) if rows.bans else ()
        duties = self._holding(rows.duties, *asked) if rows.duties else ()
        powers = self._holding(rows.powers, *asked) if rows.powers and (bans or not duties) else ()
        if bans:
            answer, grounds, _ = settle(self._base, [row.rule for row in (*bans, *duties, *powers)])
            return answer, tuple(rule.norm.id for rule in grounds)
        if duties:
            return Answer.REQUIRED, tuple([row.norm for row in duties])
        if powers:
            return Answer.PERMITTED, tuple([row.norm for row in powers])
        return self._without_direct(rows, *asked)

    def _without_direct(
        self, rows: _Rows, bearer: str, toward: str, counterpart: int, on: int
    ) -> tuple[Answer, tuple[str, ...]]:
        if rows.readings and _agreed(rows, counterpart, on):
            return Answer.PERMITTED, ()
        below = self._holding(rows.below, bearer, toward, counterpart, on) if rows.below else ()
        if not below:
            return Answer.NOT_PROVIDED, ()
        bans = self._holding(rows.caveats, bearer, toward, counterpart, on) if rows.caveats else ()
        if not bans:
            return Answer.LIMITED, tuple([row.norm for row in below])
        answer, grounds, _ = settle_below(self._base, [row.rule for row in below], [row.rule for row in bans])
        return answer, tuple(rule.norm.id for rule in grounds)

    def _holding(self, rows: list[Row], bearer: str, toward: str, counterpart: int, on: int) -> list[Row]:
        related = self._world.related
        return [
            row
            for row in rows
            if row.since <= on < row.until
            and counterpart in row.toward
            and (
                row.relation is None
                or (
                    related(row.relation, bearer, toward, on)
                    if row.outward
                    else related(row.relation, toward, bearer, on)
                )
            )
            and (not row.others or self._meets(row, bearer, toward, on))
        ]

    def _meets(self, row: Row, bearer: str, toward: str, on: int) -> bool:
        world = self._world
        return all(condition_holds(world, c, bearer, toward, on) is wanted for c, wanted in row.others)


def _agreed(rows: _Rows, counterpart: int, on: int) -> bool:
    stances = {r.stance for r in rows.readings if r.since <= on < r.until and counterpart in r.toward}
    if Stance.SUPPORTS not in stances or Stance.DENIES in stances:
        return False
    return not any(since <= on < until for since, until in rows.spoken)


def _index(base: Base, profiles: list[Profile]) -> dict[str, dict[int, _Rows]]:
    """For each act, by the number of the bearer's profile, what can apply to it."""
    matching = _Matching(base, profiles)
    return {act: _rows_of(base, act, matching) for act in base.acts}


class _Matching:
    """Which profiles each rule and each reading is about, by their numbers."""

    def __init__(self, base: Base, profiles: list[Profile]) -> None:
        self.profiles = profiles
        self._lines = [frozenset().union(*(base.lineage[k] for k in kinds)) for kinds in profiles]
        self._everyone = frozenset(range(len(profiles)))
        self._known: dict[frozenset[str], Profiles] = {}

    def of_line(self, kinds: frozenset[str]) -> Profiles:
        """The profiles that have one of the kinds or a sub-kind of it; all, where no kind is named."""
        if kinds not in self._known:
            found = frozenset(n for n, line in enumerate(self._lines) if not line.isdisjoint(kinds))
            self._known[kinds] = found if kinds else self._everyone
        return self._known[kinds]

    def exactly(self, kinds: Iterable[str]) -> Profiles:
        """The profiles that have one of the kinds themselves; all, where no kind is named."""
        wanted = frozenset(kinds)
        found = frozenset(n for n, own in enumerate(self.profiles) if not own.isdisjoint(wanted))
        return found if wanted else self._everyone


def _rows_of(base: Base, act: str, matching: _Matching) -> dict[int, _Rows]:
    speaking = base.speaking[act]
    acts_below = {r.norm.act for r in speaking.below}
    found: defaultdict[int, _Rows] = defaultdict(_Rows)
    for rule in speaking.direct:
        row = _row(rule, matching)
        for n in matching.of_line(rule.bearers):
            _of_modality(found[n], rule.norm.modality).append(row)
    for rule in speaking.below:
        for n in matching.of_line(rule.bearers):
            found[n].below.append(_row(rule, matching))
    for rule in speaking.caveats:
        if any(covers(rule.norm.act, other) for other in acts_below):
            for n in matching.of_line(rule.bearers):
                found[n].caveats.append(_row(rule, matching))
    spoken = [(r.since, r.until) for r in speaking.direct if r.norm.act == act]
    for reading in base.readings.get(act, ()):
        for n in matching.exactly(reading.bearers):
            found[n].readings.append(_reading(reading, matching))
            found[n].spoken = spoken
    return dict(found)


def _of_modality(rows: _Rows, modality: Modality) -> list[Row]:
    match modality:
        case Modality.PROHIBITION:
            return rows.bans
        case Modality.DUTY:
            return rows.duties
        case Modality.POWER:
            return rows.powers
        case _:
            assert_never(modality)


def _row(rule: Rule, matching: _Matching) -> Row:
    norm, link = rule.norm, rule.link
    others = [(c, True) for c in norm.when if c is not link] + [(c, False) for c in norm.unless]
    return Row(
        since=rule.since,
        until=rule.until,
        toward=matching.of_line(rule.toward),
        relation=link.relation if link else None,
        outward=link is not None and link.subject == "bearer",
        others=tuple(others),
        norm=norm.id,
        rule=rule,
    )


def _reading(reading: Interpretation, matching: _Matching) -> Reading:
    until = FOREVER if reading.until is None else reading.until.toordinal()
    return Reading(reading.since.toordinal(), until, matching.exactly(reading.toward), reading.stance)
