"""Circles among relations in time: A over B, B over C, C over A on one and the same day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from paizhu.registry.records import Relation, holds_on


def closing(relations: Iterable[Relation]) -> Iterator[tuple[Relation, list[str]]]:
    """Yield for each circle the relation that closes it, with the organs around it."""
    left = _in_a_circle([r for r in relations if r.source != r.target])
    if not left:
        return
    told: set[str] = set()
    # A circle that exists at all exists on the first day of one of its relations.
    for day in sorted({r.since or date.min for r in left}):
        # The one that stands last in the file is taken for the one that closes the circle.
        for relation in reversed(_in_a_circle([r for r in left if holds_on(r, day)])):
            way = _way(relation.target, relation.source, [r for r in left if holds_on(r, day)])
            if way and relation.id not in told and not told.intersection(r.id for r in way):
                told.add(relation.id)
                yield relation, [relation.source, *(r.source for r in way), relation.source]


def _in_a_circle(relations: list[Relation]) -> list[Relation]:
    """The relations left when those that start at nothing, or end at nothing, are peeled off again and again."""
    while True:
        sources, targets = {r.source for r in relations}, {r.target for r in relations}
        left = [r for r in relations if r.source in targets and r.target in sources]
        if len(left) == len(relations):
            return left
        relations = left


def _way(start: str, end: str, relations: list[Relation]) -> list[Relation] | None:
    """The relations that lead from `start` to `end`; None when none do."""
    ahead: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        ahead[relation.source].append(relation)
    come_by: dict[str, Relation | None] = {start: None}
    queue = [start]
    for party in queue:
        for relation in ahead[party]:
            if relation.target not in come_by:
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
