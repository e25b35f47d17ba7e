"""The norm base: a pack made ready to be asked."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from paizhu.norms.errors import UnknownTerm
from paizhu.norms.model import (
    Act,
    Condition,
    Interpretation,
    Kind,
    Modality,
    Norm,
    Pack,
    Rank,
    Regulation,
    Version,
)
from paizhu.norms.near import nearest
from paizhu.norms.paths import Path, compile_paths
from paizhu.norms.world import FOREVER, World

ENDS = ("bearer", "toward")  # what a condition calls the two parties of a question; any other term is a kind


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A norm with its days as ordinals and its kinds as sets; compared by identity.

    link: the condition of `when` that ties bearer and counterpart together; None when there is none.
    names_toward: some condition speaks of the counterpart.
    """

    norm: Norm
    since: int
    until: int
    bearers: frozenset[str]
    toward: frozenset[str]
    rank: Rank
    link: Condition | None
    names_toward: bool

    @property
    def prohibits(self) -> bool:
        return self.norm.modality is Modality.PROHIBITION

    def in_force(self, on: int) -> bool:
        return self.since <= on < self.until


@dataclass(frozen=True, slots=True)
class Speaking:
    """The rules that speak to one act.

    direct: prohibitions on it or an act above it; duties and powers on it, or above it where they include
    sub-acts.
    below: duties and powers on its strict sub-acts.  caveats: prohibitions on its strict sub-acts.
    """

    direct: tuple[Rule, ...]
    below: tuple[Rule, ...]
    caveats: tuple[Rule, ...]


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
        self.norms: dict[str, Norm] = {n.id: n for n in pack.norms}
        self.regulations: dict[str, Regulation] = {r.id: r for r in pack.regulations}
        self.lineage = _lineage(self.kinds)
        self.paths: dict[str, tuple[Path, ...]] = compile_paths({r.id: r.path for r in pack.relations})
        ranks = {r.id: r for r in pack.ranks}
        self.rules = tuple(_rule(n, ranks[self.regulations[n.regulation].rank]) for n in pack.norms)
        self.speaking = _speaking(self.acts, self.rules)
        self.readings: dict[str, tuple[Interpretation, ...]] = {}
        for reading in pack.interpretations:
            self.readings[reading.act] = (*self.readings.get(reading.act, ()), reading)

    @cached_property
    def archetypes(self) -> World:
        """The world in which a question about kinds is asked: one party of each kind."""
        kinds = {k: frozenset({k}) for k in self.kinds}
        kinds |= {a.id: frozenset(a.kinds) for a in self.pack.archetypes}
        return World(kinds, self.pack.links, self.paths, self.lineage)

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which some norm starts or stops, from the day the base reaches back to, ascending."""
        days = {d for r in self.rules for d in (r.norm.since, r.norm.until) if d}
        return (self.pack.reaches, *sorted(d for d in days if d > self.pack.reaches))

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

    def above(self, act: str) -> tuple[str, ...]:
        """Return the act and the acts above it, nearest first.

        >>> Base.above(None, "assist.appeal_handling")
        ('assist.appeal_handling', 'assist')
        """
        parts = act.split(".")
        return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))

    def is_a(self, kind: str, of: frozenset[str]) -> bool:
        return not self.lineage[kind].isdisjoint(of)

    def version(self, norm: Norm) -> Version:
        return next(v for v in self.regulations[norm.regulation].versions if v.id == norm.version)

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


def _rule(norm: Norm, rank: Rank) -> Rule:
    return Rule(
        norm,
        since=norm.since.toordinal(),
        until=FOREVER if norm.until is None else norm.until.toordinal(),
        bearers=frozenset(norm.bearers),
        toward=frozenset(norm.toward),
        rank=rank,
        link=next((c for c in norm.when if {c.subject, c.object} == set(ENDS)), None),
        names_toward=any("toward" in (c.subject, c.object) for c in (*norm.when, *norm.unless)),
    )


def _speaking(acts: dict[str, Act], rules: tuple[Rule, ...]) -> dict[str, Speaking]:
    on_act: dict[str, list[Rule]] = {a: [] for a in acts}
    for rule in rules:
        on_act[rule.norm.act].append(rule)
    under: dict[str, list[Rule]] = {a: [] for a in acts}
    for act, own in on_act.items():
        parts = act.split(".")
        for n in range(1, len(parts)):
            under[".".join(parts[:n])] += own
    speaking = {}
    for act in acts:
        parts = act.split(".")
        over = [r for n in range(1, len(parts)) for r in on_act[".".join(parts[:n])]]
        reaching = [r for r in over if r.prohibits or r.norm.includes_sub_acts]
        speaking[act] = Speaking(
            direct=tuple(on_act[act] + reaching),
            below=tuple(r for r in under[act] if not r.prohibits),
            caveats=tuple(r for r in under[act] if r.prohibits),
        )
    return speaking


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
