"""Faults that show only when a pack's files are read together."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

from paizhu.norms.base import Base, Rule, condition_holds
from paizhu.norms.decide import _conflict
from paizhu.norms.errors import Problem
from paizhu.norms.model import Condition, Norm, Regulation
from paizhu.norms.pack import Pack
from paizhu.norms.paths import PathError, compile_paths
from paizhu.norms.procedures_check import procedure_faults

TERMS = ("bearer", "toward")


def references(pack: Pack) -> Iterator[Problem]:
    """Ids that stand twice or that nothing defines; with any of these, nothing further can be checked."""
    for things in (pack.kinds, pack.acts, pack.relations, pack.interpretations):
        yield from _twice(things)
    yield from _kinds(pack)
    yield from _acts(pack)
    yield from _relations(pack)
    yield from _world(pack)
    yield from _ranks(pack)
    yield from _norm_references(pack)
    yield from _other_references(pack)
    yield from procedure_faults(pack)


class _Placed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


def _twice(things: Iterable[_Placed]) -> Iterator[Problem]:
    seen: dict[str, _Placed] = {}
    for thing in things:
        first = seen.setdefault(thing.id, thing)
        if first is not thing:
            message = f"{thing.id!r} is defined twice, also at {first.file}:{first.line}"
            yield Problem(thing.file, thing.line, message)


def _kinds(pack: Pack) -> Iterator[Problem]:
    parents = {k.id: k.parents for k in pack.kinds}
    for kind in pack.kinds:
        for parent in kind.parents:
            if parent not in parents:
                yield Problem(kind.file, kind.line, f"kind {kind.id}: unknown parent {parent!r}")
        if _reaches(kind.id, kind.id, parents, set()):
            yield Problem(kind.file, kind.line, f"kind {kind.id}: is its own ancestor")


def _reaches(kind: str, goal: str, parents: dict[str, tuple[str, ...]], seen: set[str]) -> bool:
    seen.add(kind)
    return any(
        parent == goal or (parent not in seen and _reaches(parent, goal, parents, seen))
        for parent in parents.get(kind, ())
    )


def _acts(pack: Pack) -> Iterator[Problem]:
    acts = {a.id for a in pack.acts}
    for act in pack.acts:
        if act.parent and act.parent not in acts:
            yield Problem(act.file, act.line, f"act {act.id}: its parent {act.parent!r} is not defined")
        for other in act.instead:
            if other not in acts:
                yield Problem(act.file, act.line, f"act {act.id}: instead names unknown act {other!r}")


def _relations(pack: Pack) -> Iterator[Problem]:
    paths = {r.id: r.path for r in pack.relations}
    for relation in pack.relations:
        try:
            # Unfolded first, so that the fault is told where it stands.
            compile_paths({relation.id: relation.path, **paths})
        except PathError as error:
            if str(error).startswith(f"{relation.id}"):
                yield Problem(relation.file, relation.line, str(error))


def _world(pack: Pack) -> Iterator[Problem]:
    kinds, relations = {k.id for k in pack.kinds}, {r.id for r in pack.relations}
    if pack.within not in relations:
        yield Problem("pack.yaml", 1, f"within: unknown relation {pack.within!r}")
    for link in pack.links:
        text = f"{link.subject} {link.relation} {link.object}"
        if link.relation not in relations:
            yield Problem("world.yaml", 1, f"{text}: unknown relation {link.relation!r}")
        for end in (link.subject, link.object):
            if end not in kinds:
                yield Problem("world.yaml", 1, f"{text}: unknown kind {end!r}")
    for archetype in pack.archetypes:
        for kind in (archetype.id, *archetype.kinds):
            if kind not in kinds:
                yield Problem("world.yaml", 1, f"party {archetype.id}: unknown kind {kind!r}")


def _ranks(pack: Pack) -> Iterator[Problem]:
    ranks = {r.id for r in pack.ranks}
    for regulation in pack.regulations:
        if regulation.rank not in ranks:
            yield Problem(regulation.file, 1, f"{regulation.id}: unknown rank {regulation.rank!r}")


def _other_references(pack: Pack) -> Iterator[Problem]:
    """What phrasings and interpretations name."""
    norms, acts, kinds = {n.id for n in pack.norms}, {a.id for a in pack.acts}, {k.id for k in pack.kinds}
    for phrasing in pack.phrasings:
        if phrasing.norm and phrasing.norm not in norms:
            yield Problem(phrasing.file, phrasing.line, f"phrasing of unknown norm {phrasing.norm!r}")
        if phrasing.act and phrasing.act not in acts:
            yield Problem(phrasing.file, phrasing.line, f"phrasing of unknown act {phrasing.act!r}")
        for kind in (phrasing.bearer, phrasing.toward):
            if kind and kind not in kinds:
                yield Problem(phrasing.file, phrasing.line, f"phrasing of unknown kind {kind!r}")
    for reading in pack.interpretations:
        if reading.act not in acts:
            yield Problem(reading.file, reading.line, f"{reading.id}: unknown act {reading.act!r}")
        for kind in (*reading.bearers, *reading.toward):
            if kind not in kinds:
                yield Problem(reading.file, reading.line, f"{reading.id}: unknown kind {kind!r}")


def _norm_references(pack: Pack) -> Iterator[Problem]:
    yield from _twice(pack.norms)
    acts, kinds, relations = (
        {a.id for a in pack.acts},
        {k.id for k in pack.kinds},
        {r.id for r in pack.relations},
    )
    for norm in pack.norms:
        if norm.act not in acts:
            yield Problem(norm.file, norm.line, f"{norm.id}: unknown act {norm.act!r}")
        approvers = norm.approval.by if norm.approval else ()
        for kind in (*norm.bearers, *norm.toward, *approvers):
            if kind not in kinds:
                yield Problem(norm.file, norm.line, f"{norm.id}: unknown kind {kind!r}")
        for condition in (*norm.when, *norm.unless):
            yield from _condition(norm, condition, kinds, relations)


def _condition(norm: Norm, condition: Condition, kinds: set[str], relations: set[str]) -> Iterator[Problem]:
    if condition.relation not in relations:
        yield Problem(norm.file, norm.line, f"{norm.id}: unknown relation {condition.relation!r}")
    ends = (condition.subject, condition.object)
    for end in ends:
        if end not in kinds and end not in TERMS:
            yield Problem(
                norm.file, norm.line, f"{norm.id}: condition names {end!r}: not bearer, toward or a kind"
            )
    if not set(ends) & set(TERMS):
        yield Problem(
            norm.file, norm.line, f"{norm.id}: condition {condition} speaks of neither bearer nor toward"
        )


def coherence(base: Base) -> Iterator[Problem]:
    """Faults of sense: versions, completeness, norms nobody can meet, contradictions, ambiguous words."""
    for regulation in base.regulations.values():
        yield from _versions(base, regulation)
    for rule in base.rules:
        if not _reachable(base, rule):
            norm = rule.norm
            yield Problem(
                norm.file, norm.line, f"{norm.id}: unreachable, no pair of archetypes meets its conditions"
            )
    yield from _contradictions(base)
    yield from _words(base)


def _versions(base: Base, regulation: Regulation) -> Iterator[Problem]:
    files = {n.version: n.file for n in base.pack.norms if n.regulation == regulation.id}
    file = next(iter(files.values()), "regulations")
    for earlier, later in pairwise(regulation.versions):
        if earlier.until is None or earlier.until > later.since:
            where = files.get(earlier.id, file)
            yield Problem(where, 1, f"{regulation.id}: versions {earlier.id} and {later.id} overlap")
    for version in regulation.versions:
        where = files.get(version.id, file)
        articles = [p.article for p in version.provisions]
        for twice in sorted({a for a in articles if articles.count(a) > 1}):
            yield Problem(where, 1, f"{regulation.id} {version.id}: article {twice} stands twice")
        missing = [str(n) for n in range(1, version.articles + 1) if str(n) not in articles]
        if version.complete and missing:
            yield Problem(
                where,
                1,
                f"{regulation.id} {version.id}: complete, but articles {', '.join(missing)} are missing",
            )
        if not version.complete and version.gap is None:
            yield Problem(
                where, 1, f"{regulation.id} {version.id}: partial, expected a gap that says what is missing"
            )


def _reachable(base: Base, rule: Rule) -> bool:
    world, norm, on = base.archetypes, rule.norm, rule.since
    conditions = (*norm.when, *norm.unless)
    if not conditions:
        return True
    bearers = [p for p in world.kinds if base.is_a(p, rule.bearers)]
    toward: list[str | None] = [p for p in world.kinds if not rule.toward or base.is_a(p, rule.toward)]
    return any(
        all(condition_holds(world, c, b, t, on) for c in norm.when)
        and not any(condition_holds(world, c, b, t, on) for c in norm.unless)
        for b in bearers
        for t in (toward if rule.toward else [None, *toward])
    )


def _contradictions(base: Base) -> Iterator[Problem]:
    for act, speaking in base.speaking.items():
        bans = [r for r in speaking.direct if r.prohibits and r.norm.act == act]
        for ban in bans:
            for other in speaking.direct:
                if other.prohibits or not _overlap(base, ban, other):
                    continue
                if _conflict(base, ban, other).winner is None:
                    message = f"{ban.norm.id} contradicts {other.norm.id}: no priority settles it"
                    yield Problem(ban.norm.file, ban.norm.line, message)


def _overlap(base: Base, one: Rule, other: Rule) -> bool:
    if one.until <= other.since or other.until <= one.since:
        return False
    bearers = any(base.is_a(k, one.bearers) and base.is_a(k, other.bearers) for k in base.kinds)
    toward = (
        not one.toward
        or not other.toward
        or any(base.is_a(k, one.toward) and base.is_a(k, other.toward) for k in base.kinds)
    )
    return bearers and toward


def _words(base: Base) -> Iterator[Problem]:
    """A word that stands for two things would make a question mean two things."""
    for things in (base.pack.kinds, base.pack.acts):
        owner: dict[str, str] = {}
        for thing in things:
            for word in dict.fromkeys((thing.name.zh, *thing.zh_also, thing.name.en.lower(), *thing.en_also)):
                first = owner.setdefault(word.lower(), thing.id)
                if first != thing.id:
                    yield Problem(thing.file, thing.line, f"{word!r} stands for both {first} and {thing.id}")
