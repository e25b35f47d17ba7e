"""Circles among relations in time: A over B, B over C, C over A on one and the same day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from paizhu.registry.kinds import Type
from paizhu.registry.records import DAY_ZERO, Relation, holds_on

PARENTS = frozenset({Type.LEADS, Type.DISPATCHES})  # by which one organ is over another


def closing(relations: Iterable[Relation]) -> Iterator[tuple[Relation, list[str]]]:
    """Yield for each circle the relation that closes it, with the organs around it."""
    left = _in_a_circle([r for r in relations if r.source != r.target])
    if not left:
        return
    ahead: dict[str, list[Relation]] = defaultdict(list)
    starting: dict[date, list[Relation]] = defaultdict(list)
    for relation in left:
        ahead[relation.source].append(relation)
        starting[relation.since or DAY_ZERO].append(relation)
    told: set[str] = set()
    # A circle comes to be on the first day of one of its relations.
    for day in sorted(starting):
        # The one that stands last in the file is taken for the one that closes the circle.
        for relation in reversed(starting[day]):
            if relation.id in told or not holds_on(relation, day):
                continue
            way = _way(relation.target, relation.source, ahead, day)
            if way and not told.intersection(r.id for r in way):
                told.update([relation.id, *(r.id for r in way)])
                yield relation, [relation.source, *(r.source for r in way), relation.source]


def _in_a_circle(relations: list[Relation]) -> list[Relation]:
    """The relations left when those that start at nothing, or end at nothing, are peeled off again and again."""
    while True:
        sources, targets = {r.source for r in relations}, {r.target for r in relations}
        left = [r for r in relations if r.source in targets and r.target in sources]
        if len(left) == len(relations):
            return left
        relations = left


def _way(start: str, end: str, ahead: Mapping[str, list[Relation]], day: date) -> list[Relation] | None:
    """The relations of that day that lead from `start` to `end`; None when none do."""
    come_by: dict[str, Relation | None] = {start: None}
    queue = [start]
    for party in queue:
        if end in come_by:
            break
        for relation in ahead.get(party, ()):
            if relation.target not in come_by and holds_on(relation, day):
                come_by[relation.target] = relation
                queue.append(relation.target)
    if end not in come_by:
        return None
    way: list[Relation] = []
    step = come_by[end]
    while step is not None:
        way.insert(0, step)
        step = come_by[step.source]
    return way
