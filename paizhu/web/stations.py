"""A procedure as a line of stations: its states in their order, each with the acts that lead on, and the way a matter took."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from paizhu.norms.procedure import Procedure, Step


@dataclass(frozen=True, slots=True)
class Arrow:
    """An act that leads to another state. to: its number on the line.  taken: the matter went this way."""

    act: str
    to: int
    to_name: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """A state.

    stays: names of the acts that can be done in it and leave it as it is.  awaits: of those whose turn it is.
    """

    name: str
    final: bool
    now: bool
    passed: bool
    arrows: tuple[Arrow, ...]
    stays: tuple[str, ...]
    awaits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """opening: the acts that open a matter."""

    opening: tuple[Arrow, ...]
    stations: tuple[Station, ...]


def line_of(procedure: Procedure, at: str | None, path: Sequence[str], lang: str) -> Line:
    """Return the procedure as a line.

    at: id of the state in which a matter is now; None to show the procedure alone.
    path: ids of the acts done so far, oldest first; acts that stand in no procedure may be among them.
    """
    taken, seen = _followed(procedure, path)
    numbers = {state.id: n for n, state in enumerate(procedure.states)}

    def arrow(step: Step, from_: str) -> Arrow:
        assert step.to is not None
        name = procedure.state(step.to).name.in_(lang)
        return Arrow(capfirst(step.name.in_(lang)), numbers[step.to], name, (from_, step.id) in taken)

    stations = []
    for state in procedure.states:
        here = [step for step in procedure.steps if state.id in step.from_]
        stations.append(
            Station(
                name=capfirst(state.name.in_(lang)),
                final=state.final,
                now=state.id == at,
                passed=state.id in seen and state.id != at,
                arrows=tuple(arrow(s, state.id) for s in here if s.to not in {None, state.id}),
                stays=tuple(s.name.in_(lang) for s in here if s.to in {None, state.id}),
                awaits=tuple(procedure.step(act).name.in_(lang) for act in state.awaits),
            )
        )
    opening = tuple(arrow(step, "") for step in procedure.steps if not step.from_)
    return Line(opening, tuple(stations))


def _followed(procedure: Procedure, path: Sequence[str]) -> tuple[set[tuple[str, str]], set[str]]:
    """The acts that moved the matter, each with the state it was done in ("" for the first), and the states it was in."""
    steps = {step.id: step for step in procedure.steps}
    taken, seen, state = set[tuple[str, str]](), set[str](), ""
    for act in path:
        step = steps.get(act)
        if step is None or step.to is None:
            continue
        taken.add((state, act))
        state = step.to
        seen.add(state)
    return taken, seen
