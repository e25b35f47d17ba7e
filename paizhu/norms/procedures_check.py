"""Faults of a pack's procedures: names that nothing defines, and ways that lead nowhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from paizhu.norms.errors import Problem
from paizhu.norms.model import Norm
from paizhu.norms.pack import Pack
from paizhu.norms.procedure import ActClass, Limit, Procedure, State, Step
from paizhu.norms.ways import Ways


def procedure_faults(pack: Pack) -> Iterator[Problem]:
    """Return what is wrong; the ways through a procedure are followed only where all its names are known."""
    yield from _versions(pack.procedures)
    yield from _acts_of_two_kinds(pack.procedures)
    norms = {norm.id: norm for norm in pack.norms}
    for procedure in pack.procedures:
        names = list(_names(procedure, norms))
        yield from names or _sense(procedure, norms)


def _versions(procedures: Iterable[Procedure]) -> Iterator[Problem]:
    """Ids that stand twice, and days for which two procedures are there for one kind of matter."""
    for one, other in combinations(procedures, 2):
        if one.id == other.id:
            at = f"{one.file}:{one.line}"
            yield Problem(other.file, other.line, f"procedure {one.id!r} is defined twice, also at {at}")
        elif one.matter == other.matter and _overlap(one, other):
            earlier, later = sorted((one, other), key=lambda p: p.since)
            message = f"procedure {later.id}: {earlier.id} is for {later.matter!r} as well and still in force on {later.since}"
            yield Problem(later.file, later.line, message)


def _overlap(one: Procedure, other: Procedure) -> bool:
    return one.in_force(other.since) or other.in_force(one.since)


def _acts_of_two_kinds(procedures: Iterable[Procedure]) -> Iterator[Problem]:
    """An act is done by its id alone: versions of one procedure share ids, procedures of two kinds of matter must not."""
    owner: dict[str, Procedure] = {}
    for procedure in procedures:
        for step in procedure.steps:
            first = owner.setdefault(step.id, procedure)
            if first.matter != procedure.matter:
                message = (
                    f"act {step.id}: is of {procedure.matter!r} here and of {first.matter!r} in {first.id}"
                )
                yield Problem(step.file, step.line, message)


class _Placed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...


def _names(procedure: Procedure, norms: dict[str, Norm]) -> Iterator[Problem]:
    file = procedure.file
    parts: dict[str, Sequence[_Placed]] = {
        "side": procedure.sides,
        "state": procedure.states,
        "limit": procedure.limits,
        "act": procedure.steps,
    }
    for what, things in parts.items():
        for id_, times in Counter(thing.id for thing in things).items():
            if times > 1:
                last = [thing.line for thing in things if thing.id == id_][-1]
                yield Problem(file, last, f"{procedure.id}: {what} {id_!r} is defined twice")
    sides = {side.id for side in procedure.sides}
    acts = {step.id for step in procedure.steps}
    for state in procedure.states:
        for message in _unknown("act", set(state.awaits), acts):
            yield Problem(file, state.line, f"state {state.id}: {message}")
    for limit in procedure.limits:
        named = {limit.owed_by, limit.escalates_to} - {""}
        for message in (*_unknown("side", named, sides), *_unknown("norm", {limit.norm} - {""}, norms)):
            yield Problem(file, limit.line, f"limit {limit.id}: {message}")
    for step in procedure.steps:
        for message in _unknown_to(step, procedure, sides, norms):
            yield Problem(step.file, step.line, f"act {step.id}: {message}")


def _unknown_to(step: Step, procedure: Procedure, sides: set[str], norms: dict[str, Norm]) -> Iterator[str]:
    states = {*step.from_, *([] if step.to is None else [step.to])}
    limits = {*step.starts, *step.stops, *step.suspends, *step.resumes, *step.extends}
    yield from _unknown("state", states, {s.id for s in procedure.states})
    yield from _unknown("side", {*step.by, *step.tells}, sides)
    yield from _unknown("limit", limits, {limit.id for limit in procedure.limits})
    yield from _unknown("act", set(step.apart_from), {s.id for s in procedure.steps})
    yield from _unknown("norm", set(step.norms), norms)


def _unknown(what: str, named: set[str], known: Iterable[str]) -> list[str]:
    known = set(known)
    # Norms are thousands; of the rest, the accepted values help whoever misspelt one.
    accepted = "" if what == "norm" else f", expected one of {', '.join(sorted(known)) or 'none'}"
    return [f"unknown {what} {name!r}{accepted}" for name in sorted(named - known)]


def _sense(procedure: Procedure, norms: dict[str, Norm]) -> Iterator[Problem]:
    ways = Ways(procedure)
    yield from _states(procedure, ways)
    for step in procedure.steps:
        for message in (*_act(step, procedure, ways), *_out_of_force(step.norms, procedure, norms)):
            yield Problem(step.file, step.line, f"act {step.id}: {message}")
    for limit in procedure.limits:
        named = (limit.norm,) if limit.norm else ()
        for message in (*_limit(limit, procedure, norms), *_out_of_force(named, procedure, norms)):
            yield Problem(procedure.file, limit.line, f"limit {limit.id}: {message}")


def _states(procedure: Procedure, ways: Ways) -> Iterator[Problem]:
    if not ways.openings:
        message = f"{procedure.id}: no act opens the matter: one needs from: []"
        yield Problem(procedure.file, procedure.line, message)
        return
    for state in procedure.states:
        if state.id not in ways.reached:
            messages = ["unreachable, no acts lead to it"]
        elif not state.final and not ways.ends(state.id):
            messages = ["without a way out, no acts lead from it to a final state"]
        else:
            messages = list(_turn(state, procedure))
        for message in messages:
            yield Problem(procedure.file, state.line, f"state {state.id}: {message}")


def _turn(state: State, procedure: Procedure) -> Iterator[str]:
    """A matter has to say whose turn it is as long as it is open."""
    if not state.final and not state.awaits:
        yield "says not whose turn it is, expected awaits with an act that can be done in it"
    for act in state.awaits:
        if state.id not in procedure.step(act).from_:
            yield f"awaits {act}, which cannot be done in it"


def _act(step: Step, procedure: Procedure, ways: Ways) -> Iterator[str]:
    if not step.by:
        yield "nobody can do it: by names no side"
    if not step.from_ and step.to is None:
        yield "opens the matter and leads to no state"
    if not step.from_ and step.class_ is not ActClass.DUTY:
        yield "opens the matter as a step: there is no ground yet that it could inherit, expected class duty"
    for state in step.from_:
        if procedure.state(state).final:
            yield f"can be done in {state}, which is final: nothing more is to be done there"
    for other in step.apart_from:
        if not ways.may_precede(procedure.step(other), step):
            yield f"apart_from names {other}, which cannot come before it"


def _limit(limit: Limit, procedure: Procedure, norms: dict[str, Norm]) -> Iterator[str]:
    done = {
        "start": any(limit.id in step.starts for step in procedure.steps),
        "stop": any(limit.id in step.stops for step in procedure.steps),
    }
    yield from (f"no act {word}s it" for word, does in done.items() if not does)
    suspended = any(limit.id in step.suspends for step in procedure.steps)
    if suspended != any(limit.id in step.resumes for step in procedure.steps):
        yield "acts suspend it and none resumes it" if suspended else "acts resume it and none suspends it"
    if limit.norm:
        deadline = norms[limit.norm].deadline
        if deadline is None or deadline.length is None:
            yield f"norm {limit.norm} sets no length: a clock needs a number and a unit"


def _out_of_force(named: Iterable[str], procedure: Procedure, norms: dict[str, Norm]) -> Iterator[str]:
    """A change of law gives new matters a new version: a norm that a version names holds as long as the version does."""
    for norm in (norms[id_] for id_ in named):
        covered = norm.since <= procedure.since and (
            norm.until is None or (procedure.until is not None and procedure.until <= norm.until)
        )
        if not covered:
            yield (
                f"norm {norm.id} is in force {_term(norm.since, norm.until)}, "
                f"the procedure {_term(procedure.since, procedure.until)}"
            )


def _term(since: date, until: date | None) -> str:
    return f"from {since}" if until is None else f"from {since} to {until - timedelta(days=1)}"
