"""Path expressions of derived relations: `stationed_at/~subordinate_of | stationed_at`.

`a/b` is one step after the other, `~a` the step backwards, `|` an alternative, `a[kind]` a filter on where
the step arrives. A step may name another derived relation; it is unfolded, so that a compiled path holds
stored relations only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_STEP = re.compile(r"^(~?)(\w+)(?:\[(\w+)\])?$")


class PathError(ValueError):
    """A path that cannot be read, names no relation, or runs in a circle."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stored relation to follow; `back` against its direction; `kind`: what must be reached, or None."""

    relation: str
    back: bool
    kind: str | None = None

    def reversed(self) -> "Step":
        return Step(self.relation, not self.back)


Path = tuple[Step, ...]


def compile_paths(paths: Mapping[str, str | None]) -> dict[str, tuple[Path, ...]]:
    """Return for every relation its alternatives of stored steps; a stored one (path None) is itself.

    Raises PathError, naming the relation.

    >>> compile_paths({"a": None, "b": "~a"})["b"]
    ((Step(relation='a', back=True, kind=None),),)
    """
    done: dict[str, tuple[Path, ...]] = {}
    for relation in paths:
        _unfold(relation, paths, done, ())
    return done


def _unfold(
    relation: str, paths: Mapping[str, str | None], done: dict[str, tuple[Path, ...]], above: tuple[str, ...]
) -> tuple[Path, ...]:
    if relation in done:
        return done[relation]
    if relation in above:
        raise PathError(f"{relation} is derived from itself: {' > '.join((*above, relation))}")
    if relation not in paths:
        raise PathError(f"{above[-1]}: unknown relation {relation!r}")
    path = paths[relation]
    if path is None:
        done[relation] = ((Step(relation, back=False),),)
        return done[relation]
    alternatives: list[Path] = []
    for alternative in path.split("|"):
        grown: list[Path] = [()]
        for text in alternative.strip().split("/"):
            match = _STEP.match(text.strip())
            if not match:
                raise PathError(f"{relation}: cannot read step {text.strip()!r}")
            inner = _unfold(match[2], paths, done, (*above, relation))
            tails = [_turned(p, relation, back=match[1] == "~", kind=match[3]) for p in inner]
            grown = [head + tail for head in grown for tail in tails]
        alternatives += grown
    done[relation] = tuple(dict.fromkeys(alternatives))
    return done[relation]


def _turned(path: Path, relation: str, *, back: bool, kind: str | None) -> Path:
    """The path as one step of `relation` uses it: backwards if asked, its end filtered by `kind`."""
    if back:
        if any(step.kind for step in path):
            raise PathError(f"{relation}: a filtered path cannot be followed backwards")
        path = tuple(step.reversed() for step in reversed(path))
    last = path[-1]
    if kind and last.kind and kind != last.kind:
        raise PathError(f"{relation}: a step arrives at one kind, here at {last.kind} and at {kind}")
    return (*path[:-1], Step(last.relation, last.back, kind)) if kind else path


def backwards(path: Path) -> Path:
    """Return the path as it is walked from its end; whoever starts there must be of the kind its last step names.

    >>> backwards((Step("a", False, "k"), Step("b", True, "l")))
    (Step(relation='b', back=False, kind='k'), Step(relation='a', back=True, kind=None))
    """
    kinds = (None, *[step.kind for step in path[:-1]])
    return tuple(
        Step(step.relation, not step.back, kind) for step, kind in reversed([*zip(path, kinds, strict=True)])
    )
