"""How two parties stand to each other on a day, down to the relations of the registry that this rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from paizhu.norms.base import Base
from paizhu.norms.paths import Path
from paizhu.norms.world import World
from paizhu.registry import said
from paizhu.registry.parties import Parties, Tie
from paizhu.registry.records import Relation

_MOST = 3  # ways of one relation that are told


class Proof:
    """Follows the ties of one day."""

    def __init__(self, found: Parties, base: Base, world: World) -> None:
        self._parties, self._base, self._world = found, base, world

    # Made when a proof is asked for: most pages need none.
    @cached_property
    def _ahead(self) -> dict[tuple[str, str], list[Tie]]:
        return _by((tie.relation, tie.subject, tie) for tie in self._parties.ties)

    @cached_property
    def _back(self) -> dict[tuple[str, str], list[Tie]]:
        return _by((tie.relation, tie.object, tie) for tie in self._parties.ties)

    def between(self, subject: str, target: str) -> list[dict[str, Any]]:
        """Return each relation of the vocabulary in which the one stands to the other, with what it rests on."""
        relations = {r.id: r for r in self._base.pack.relations}
        day = self._parties.on.toordinal()
        return [
            {
                "relation": id_,
                "from": subject,
                "to": target,
                "name_zh": relations[id_].name.zh,
                "name_en": relations[id_].name.en,
                "basis": relations[id_].basis or None,
                "rests_on": [self._said(r) for r in rests_on],
            }
            for id_ in self._world.between(subject, target, day)
            for rests_on in self._ways(id_, subject, target)
        ]

    def _ways(self, relation: str, subject: str, target: str) -> list[tuple[Relation, ...]]:
        ways: dict[tuple[Relation, ...], None] = {}
        for path in self._base.paths[relation]:
            for way in self._follow(path, subject, target):
                ways.setdefault(tuple(dict.fromkeys(r for tie in way for r in tie.rests_on)))
                if len(ways) == _MOST:
                    return list(ways)
        return list(ways)

    def _follow(self, path: Path, start: str, target: str) -> Iterator[tuple[Tie, ...]]:
        step, rest = path[0], path[1:]
        ties = (self._back if step.back else self._ahead).get((step.relation, start), ())
        for tie in ties:
            there = tie.subject if step.back else tie.object
            if step.kind is not None and not self._world.has_kind(there, step.kind):
                continue
            if not rest and there == target:
                yield (tie,)
            elif rest:
                for way in self._follow(rest, there, target):
                    yield (tie, *way)

    def _said(self, relation: Relation) -> dict[str, Any]:
        organs = self._parties.chart.organs
        names = {"from_name": organs[relation.source].name, "to_name": organs[relation.target].name}
        return said.record(relation) | names


def _by(ties: Iterable[tuple[str, str, Tie]]) -> dict[tuple[str, str], list[Tie]]:
    """The ties by relation and end."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for relation, end, tie in ties:
        found[relation, end].append(tie)
    return found
