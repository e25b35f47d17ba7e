"""Who stands under whom on a day: the registry as a tree, from the relations that put one organ below another."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from paizhu.registry.kinds import Kind, Type
from paizhu.registry.records import Chart, Organ, Relation, holds_on

# Which end of a relation stands above the other; 业务指导 puts nobody below.
_SOURCE_ABOVE = (Type.LEADS, Type.DISPATCHES, Type.STATIONED_AT, Type.COVERS)
_TARGET_ABOVE = (Type.PARTY_BODY_OF, Type.DISCIPLINE_BODY_OF, Type.SUBORDINATE_OF)
_ORDER = {kind: n for n, kind in enumerate(Kind)}


@dataclass(slots=True)
class Branch:
    """An organ with what stands below it. by: the relation that puts it here; None at the top.

    elsewhere: it stands under another organ first, and what is below it is told there.  count: organs below.
    """

    organ: Organ
    by: Relation | None = None
    below: list["Branch"] = field(default_factory=list)
    elsewhere: bool = False
    count: int = 0


def hierarchy(chart: Chart, on: date) -> list[Branch]:
    """Return the organs of a day that stand under no other, each with its branches."""
    alive = {id_: organ for id_, organ in chart.organs.items() if holds_on(organ, on)}
    above: dict[str, list[tuple[str, Relation]]] = defaultdict(list)
    for relation in chart.relations.values():
        if relation.source in alive and relation.target in alive and holds_on(relation, on):
            if relation.type in _SOURCE_ABOVE:
                above[relation.target].append((relation.source, relation))
            elif relation.type in _TARGET_ABOVE:
                above[relation.source].append((relation.target, relation))
    below: dict[str, list[Branch]] = defaultdict(list)
    for id_ in sorted(above, key=lambda i: _place(alive[i])):
        # A commission has two leaders: its own committee comes first.
        ways = sorted(above[id_], key=lambda way: _place(alive[way[0]]))
        for n, (upper, relation) in enumerate(ways):
            below[upper].append(Branch(alive[id_], relation, elsewhere=n > 0))
    roots = [Branch(organ) for organ in sorted(alive.values(), key=_place) if organ.id not in above]
    for root in roots:
        _grow(root, below, {root.organ.id})
    return roots


def _grow(branch: Branch, below: dict[str, list[Branch]], way: set[str]) -> None:
    """Hang on each branch what stands below it. way: the organs above, so that no circle is followed."""
    for under in below[branch.organ.id]:
        if under.organ.id in way:
            continue
        if not under.elsewhere:
            _grow(under, below, way | {under.organ.id})
        branch.below.append(under)
        branch.count += 1 + under.count


def find(roots: list[Branch], organ_id: str) -> Branch | None:
    """Return the branch of an organ, where it stands first."""
    stack = list(roots)
    while stack:
        branch = stack.pop()
        if branch.organ.id == organ_id and not branch.elsewhere:
            return branch
        stack += branch.below
    return None


def _place(organ: Organ) -> tuple[int, str]:
    return _ORDER[organ.kind], organ.id
