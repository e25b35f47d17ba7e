"""The norm base: a pack made ready to be asked."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from paizhu.norms.errors import NoProcedure, UnknownTerm
from paizhu.norms.model import (
    Act,
    Condition,
    Interpretation,
    Kind,
    Modality,
    Norm,
    Regulation,
    Relation,
    Version,
)
from paizhu.norms.near import nearest
from paizhu.norms.owing import Owing, owing_on
from paizhu.norms.pack import Pack
from paizhu.norms.paths import Path, compile_paths
from paizhu.norms.procedure import Procedure
from paizhu.norms.proof import RowsOn, rows_on
from paizhu.norms.rows import Rows, rows_of
from paizhu.norms.rules import Rule, Rules, Speaking, covers
from paizhu.norms.world import Profile, World

__all__ = ["Base", "Rule", "Speaking", "Versions", "condition_holds"]


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions in force on a day, and those whose encoding is partial or that lapsed unreplaced.

    Each with the id of its regulation.
    """

    in_force: tuple[tuple[str, Version], ...]
    incomplete: tuple[tuple[str, Version], ...]


class Base:
    """Everything a pack says, indexed. Immutable once made; one instance serves all questions."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.kinds: dict[str, Kind] = {k.id: k for k in pack.kinds}
        self.acts: dict[str, Act] = {a.id: a for a in pack.acts}
        self.relations: dict[str, Relation] = {r.id: r for r in pack.relations}
        self.norms: dict[str, Norm] = {n.id: n for n in pack.norms}
        self.regulations: dict[str, Regulation] = {r.id: r for r in pack.regulations}
        self.procedures: dict[str, Procedure] = {p.id: p for p in pack.procedures}
        self.lineage = _lineage(self.kinds)
        self.paths: dict[str, tuple[Path, ...]] = compile_paths({r.id: r.path for r in pack.relations})
        ranks = {r.id: r for r in pack.ranks}
        self.speaking = Rules(self.acts, pack.norms, {r.id: ranks[r.rank] for r in pack.regulations})
        self._rows: dict[tuple[str, Profile, Profile | None], Rows] = {}
        self._rows_on: dict[tuple[str, Profile, Profile | None, int], RowsOn] = {}
        self.turning = _turning(pack.norms, pack.interpretations)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All norms as rules, in the order of the pack."""
        return tuple(self.speaking.rule(norm) for norm in self.pack.norms)

    @cached_property
    def recurring(self) -> tuple[Rule, ...]:
        """The duties that say how often, in the order of the pack."""
        return tuple(
            self.speaking.rule(n) for n in self.pack.norms if n.every and n.modality is Modality.DUTY
        )

    @cached_property
    def archetypes(self) -> World:
        """The world in which a question about kinds is asked: one party of each kind."""
        kinds = {k: frozenset({k}) for k in self.kinds}
        kinds |= {a.id: frozenset(a.kinds) for a in self.pack.archetypes}
        return World(kinds, self.pack.links, self.paths, self.lineage)

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which some norm starts or stops, from the day the base reaches back to, ascending."""
        days = {d for n in self.pack.norms for d in (n.since, n.until) if d}
        return (self.pack.reaches, *sorted(d for d in days if d > self.pack.reaches))

    def since_when(self, on: date) -> date:
        """Return the first day since which the same norms and readings are in force as on the day `on`."""
        changes = self.era(on.toordinal())
        return date.fromordinal(self.turning[changes - 1]) if changes else date.min

    def era(self, on: int) -> int:
        """Return the number of the stretch of days with the same norms and readings in which the day (an ordinal) lies."""
        return bisect_right(self.turning, on)

    def versions_on(self, on: date) -> Versions:
        """Return the versions in force on the day, and which of what it looks through is incomplete."""
        days, found = self._versions
        return found[bisect_right(days, on)]

    @cached_property
    def _versions(self) -> tuple[list[date], list[Versions]]:
        """The days on which some version starts or ends; the versions before the first and from each on."""
        versions = [v for r in self.regulations.values() for v in r.versions]
        days = sorted({d for v in versions for d in (v.since, v.until) if d})
        return days, [_versions_on(self.regulations, d) for d in (date.min, *days)]

    def rows(self, act: str, bearer: Profile, toward: Profile | None) -> Rows:
        """Return what can speak to the act between parties of these kinds; toward None: toward whomever.

        Raises KeyError for an act that the base does not have.
        """
        found = self._rows.get((act, bearer, toward))
        if found is None:
            readings = [r for r in self.pack.interpretations if covers(act, r.act)]
            found = rows_of(act, self.speaking[act], readings, (bearer, toward), self.lineage)
            self._rows[act, bearer, toward] = found
        return found

    def rows_on(self, act: str, bearer: Profile, toward: Profile | None, on: int) -> RowsOn:
        """Return those of them that are in force on the day `on` (an ordinal)."""
        key = act, bearer, toward, bisect_right(self.turning, on)
        found = self._rows_on.get(key)
        if found is None:
            found = self._rows_on[key] = rows_on(self.rows(act, bearer, toward), on)
        return found

    def owing(self, act: str, toward: Profile, on: int) -> tuple[Owing, ...]:
        """Return the duties in force on the act and below it toward a party of these kinds, by whom they bind."""
        line = frozenset().union(*(self.lineage[kind] for kind in toward))
        return owing_on(self.speaking[act], line, on)

    def owed_to(self, act: str) -> frozenset[str]:
        """Return the kinds toward which some duty on the act or below it is owed, on whatever day."""
        speaking = self.speaking[act]
        return frozenset().union(*(r.toward for r in (*speaking.direct, *speaking.below) if r.is_duty))

    def above(self, act: str) -> tuple[str, ...]:
        """Return the act and the acts above it, nearest first.

        >>> Base.above(None, "assist.appeal_handling")
        ('assist.appeal_handling', 'assist')
        """
        parts = act.split(".")
        return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))

    def is_a(self, kind: str, of: frozenset[str]) -> bool:
        return not self.lineage[kind].isdisjoint(of)

    def may_mean(self, said: Iterable[str], meant: Iterable[str]) -> bool:
        """Whether any kind of the first is one of the second, or the wider word for one."""
        said, meant = frozenset(said), frozenset(meant)
        return any(self.is_a(kind, meant) for kind in said) or any(self.is_a(kind, said) for kind in meant)

    def version(self, norm: Norm) -> Version:
        return next(v for v in self.regulations[norm.regulation].versions if v.id == norm.version)

    def procedure(self, matter: str, on: date) -> Procedure:
        """Return the procedure that a matter of this kind follows when it is opened on that day.

        matter: the kind of matter (`task`).  A matter keeps its procedure: ask for it by `procedure_by_id` from then on.
        Raises UnknownTerm for a kind that no procedure is for, NoProcedure when none is in force on that day.
        """
        known = sorted({p.matter for p in self.pack.procedures})
        if matter not in known:
            raise UnknownTerm("kind of matter", matter, nearest(matter, known))
        for procedure in self.pack.procedures:
            if procedure.matter == matter and procedure.in_force(on):
                return procedure
        raise NoProcedure(matter, on)

    def procedure_by_id(self, id_: str) -> Procedure:
        """Return the procedure of that id, in force or not. Raises UnknownTerm, with the nearest ones."""
        found = self.procedures.get(id_)
        if found is None:
            raise UnknownTerm("procedure", id_, nearest(id_, self.procedures))
        return found

    def kind_id(self, word: str) -> str:
        """Return the id of the kind that `word` (an id, a name, another word for it) stands for.

        Raises UnknownTerm, with the nearest ones.
        """
        found = self._kind_words.get(_plain(word))
        if found is None:
            raise UnknownTerm("kind of party", word, nearest(word, self._kind_words))
        return found

    def act_id(self, word: str) -> str:
        """Return the id of the act that `word` stands for. Raises UnknownTerm, with the nearest ones."""
        found = self._act_words.get(_plain(word))
        if found is None:
            raise UnknownTerm("act", word, nearest(word, self._act_words))
        return found

    @cached_property
    def _kind_words(self) -> dict[str, str]:
        return _words(self.kinds.values())

    @cached_property
    def _act_words(self) -> dict[str, str]:
        return _words(self.acts.values())


def _turning(norms: Iterable[Norm], readings: Iterable[Interpretation]) -> list[int]:
    """The days, as ordinals, on which a norm or a reading starts or stops."""
    days = {day for norm in norms for day in (norm.since, norm.until)}
    days |= {day for reading in readings for day in (reading.since, reading.until)}
    return sorted(day.toordinal() for day in days if day)


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", ".").replace(" ", ".").replace("…", "")


def _words(things: Iterable[Kind | Act]) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in things:
        for word in (thing.id, thing.name.zh, thing.name.en, *thing.zh_also, *thing.en_also):
            found.setdefault(_plain(word), thing.id)
    # An id wins over another thing's word for itself.
    return found | {_plain(thing.id): thing.id for thing in things}


def _versions_on(regulations: dict[str, Regulation], on: date) -> Versions:
    in_force, incomplete = [], []
    for regulation in regulations.values():
        for version in regulation.versions:
            if version.in_force(on):
                in_force.append((regulation.id, version))
                if not version.complete:
                    incomplete.append((regulation.id, version))
        last = regulation.versions[-1]
        if last.lapsed and last.until is not None and last.until <= on:
            incomplete.append((regulation.id, last))
    return Versions(tuple(in_force), tuple(incomplete))


def _lineage(kinds: dict[str, Kind]) -> dict[str, frozenset[str]]:
    """For every kind, itself and all kinds above it."""
    done: dict[str, frozenset[str]] = {}

    def line(kind: str) -> frozenset[str]:
        if kind not in done:
            above = (line(parent) for parent in kinds[kind].parents)
            done[kind] = frozenset({kind}).union(*above)
        return done[kind]

    for kind in kinds:
        line(kind)
    return done


def condition_holds(world: World, condition: Condition, bearer: str, toward: str | None, on: int) -> bool:
    """Return whether the condition holds for the two parties on the day `on` (an ordinal).

    toward None: there is no counterpart, and a condition that names it does not hold.
    """
    ends = {"bearer": bearer, "toward": toward}
    subject = ends.get(condition.subject)
    target = ends.get(condition.object)
    if condition.subject in ends and condition.object in ends:
        return (
            subject is not None
            and target is not None
            and world.related(condition.relation, subject, target, on)
        )
    if subject is not None:
        found = world.reached(condition.relation, subject, on)
        return any(world.has_kind(party, condition.object) for party in found)
    if target is not None:
        found = world.reached(condition.relation, target, on, back=True)
        return any(world.has_kind(party, condition.subject) for party in found)
    return False
