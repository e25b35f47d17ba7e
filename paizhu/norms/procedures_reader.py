"""Reads the procedures of a pack; all faults at once, with file and line."""

from pathlib import Path

from paizhu.norms.procedure import ActClass, Limit, Power, Procedure, Side, State, Step
from paizhu.norms.source import Faults, Fields, listed


def read_procedures(root: Path, faults: Faults) -> tuple[Procedure, ...]:
    """Return what `procedures/*.yaml` say, in the order of the files."""
    return tuple(
        _procedure(f)
        for path in sorted((root / "procedures").glob("*.yaml"))
        for f in listed(path, path.relative_to(root).as_posix(), faults)
    )


def _procedure(f: Fields) -> Procedure:
    since, until = f.day("since"), f.until()
    if since and until and until <= since:
        f.fault(f"last_day: lies before since ({since})")
    procedure = Procedure(
        id=f.string("id"),
        matter=f.string("matter"),
        name=f.own_text(),
        since=since,
        until=until,
        sides=tuple(_side(s) for s in f.each("sides")),
        states=tuple(_state(s) for s in f.each("states")),
        limits=tuple(_limit(s) for s in f.each("limits")),
        steps=tuple(_step(s) for s in f.each("acts")),
        note=f.text("note", None),
        file=f.file,
        line=f.line,
    )
    for key, found in (("sides", procedure.sides), ("states", procedure.states), ("acts", procedure.steps)):
        if f.ok and not found:
            f.fault(f"{key}: none, expected one or more")
    f.done()
    return procedure


def _side(f: Fields) -> Side:
    side = Side(f.string("id"), f.own_text(), f.line)
    f.done()
    return side


def _state(f: Fields) -> State:
    state = State(f.string("id"), f.own_text(), f.flag("final"), f.strings("awaits"), f.line)
    f.done()
    return state


def _limit(f: Fields) -> Limit:
    limit = Limit(
        id=f.string("id"),
        name=f.own_text(),
        owed_by=f.string("owed_by"),
        event=f.text("event"),
        norm=f.string("norm", ""),
        hard=f.flag("hard"),
        warn_days=f.integer("warn_days", 3),
        escalates_to=f.string("escalates_to", ""),
        line=f.line,
    )
    if limit.warn_days < 0:
        f.fault(f"warn_days: {limit.warn_days}, expected 0 or more")
    f.done()
    return limit


def _step(f: Fields) -> Step:
    step = Step(
        id=f.string("id"),
        name=f.own_text(),
        class_=f.choice("class", ActClass),
        from_=f.strings("from", ...),
        to=f.string("to", None),
        by=f.strings("by"),
        power=f.choice("power", Power),
        apart_from=f.strings("apart_from"),
        norms=f.strings("norms"),
        starts=f.strings("starts"),
        stops=f.strings("stops"),
        suspends=f.strings("suspends"),
        resumes=f.strings("resumes"),
        extends=f.strings("extends"),
        tells=f.strings("tells"),
        note=f.text("note", None),
        file=f.file,
        line=f.line,
    )
    f.done()
    return step
