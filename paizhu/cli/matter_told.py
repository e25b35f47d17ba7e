"""A matter as the command line tells it: its head, what its kind tells, what was said, its clocks."""

from gettext import gettext as _
from typing import Any

import typer

from paizhu.cli.language import chosen
from paizhu.door.branches import STANDINGS, Branches
from paizhu.door.kinds import Fact, Shape, Told, as_plain
from paizhu.door.present import Present
from paizhu.door.retention.queries import Destroyed
from paizhu.door.seen import Seen


def as_json(
    seen: Seen, held: Told | None, below: Branches | None = None, stub: Destroyed | None = None
) -> dict[str, Any]:
    """Return a matter as far as it is seen; null and empty lists for what is not."""
    head = seen.head
    return {
        "reference": head.reference,
        "kind": head.kind,
        "state": head.state,
        "title": head.title,
        "owner": head.owner,
        "counterpart": head.counterpart,
        "year": head.year,
        "number": head.number,
        "destroyed_on": as_plain(head.destroyed_on),
        "stub": as_stub(stub) if stub is not None else None,
        "reach": seen.sight.reach.name.lower(),
        "facts": [_fact(fact) for fact in held.facts] if held else [],
        "remarks": [
            {
                "act": r.act,
                "item": r.item,
                "organ": r.organ,
                "seat": r.seat,
                "on": as_plain(r.on),
                "text": r.text,
            }
            for r in (held.remarks if held else ())
        ],
        "clocks": [
            {
                "limit": c.limit,
                "item": c.item,
                "organ": c.organ,
                "nominal": as_plain(c.nominal),
                "due": as_plain(c.due),
                "stopped_on": as_plain(c.stopped_on),
                "suspended_since": c.breaks[-1][0] if c.is_suspended else None,
            }
            for c in seen.clocks
        ],
        "branches": _branches(below) if below else None,
    }


def _branches(below: Branches) -> dict[str, Any]:
    return {
        "branches": [
            {
                "reference": b.head.reference,
                "organ": b.organ,
                "level": b.level,
                "item": b.item,
                "standing": b.standing.value,
                "state": b.head.state,
                "due": as_plain(b.due),
            }
            for b in below.branches
        ],
        "hidden": {standing.value: count for standing, count in below.hidden.items()},
    }


def tell_branches(below: Branches | None) -> None:
    """Print what was passed down, level by level."""
    if below is None:
        return
    typer.echo(_("Level by level:"))
    for b in below.branches:
        due = f"  {b.due}" if b.due else ""
        typer.echo(f"{'  ' * b.level}{b.organ_name} · {STANDINGS[b.standing]} · {b.head.reference}{due}")
    for standing, count in below.hidden.items():
        typer.echo(f"  {STANDINGS[standing]}: {_('withheld') if count is None else count}")


def as_stub(stub: Destroyed) -> dict[str, Any]:
    """Return what is left of a destroyed matter."""
    return {
        "reference": stub.reference,
        "kind": stub.kind_name.zh,
        "opened_on": as_plain(stub.opened_on),
        "closed_on": as_plain(stub.closed_on),
        "destroyed_on": as_plain(stub.destroyed_on),
        "owner": stub.owner,
        "years": stub.term.years,
        "rule": stub.term.rule,
        "proposed_seat": stub.proposed_seat,
        "approved_seat": stub.approved_seat,
        "appraisal": stub.appraisal,
        "pieces": stub.pieces,
        "files": stub.files,
        "log": stub.log,
        "entry": stub.number,
    }


def tell_stub(stub: Destroyed) -> None:
    """Print what is left of a destroyed matter."""
    said = _(
        "Content destroyed on {day}: opened {opened}, closed {closed}; proposed by {proposed}, approved by {approved}; "
        "proven by {log} #{entry}."
    )
    typer.echo(
        said.format(
            day=stub.destroyed_on,
            opened=stub.opened_on,
            closed=stub.closed_on,
            proposed=stub.proposed_seat,
            approved=stub.approved_seat,
            log=stub.log,
            entry=stub.number,
        )
    )


def tell(seen: Seen, held: Told | None, present: Present) -> None:
    """Print a matter."""
    head, lang = seen.head, chosen()
    typer.echo(
        f"{head.title or head.reference}  ·  {head.kind_name.in_(lang)}  ·  {head.state_name.in_(lang)}"
    )
    parties = " → ".join(name for name in (head.owner_name, head.counterpart_name) if name)
    typer.echo(f"{head.reference}  {parties}".rstrip())
    if held is None and head.destroyed_on is None:
        typer.echo(_("You see the overview only: state and clocks."))
    for fact in held.facts if held else ():
        if fact.shape is Shape.CODE or (fact.value is None and not fact.rows):
            continue
        _tell(fact, present, lang)
    for remark in held.remarks if held else ():
        name = remark.act_name.in_(lang) if remark.act_name else remark.act
        about = f" {remark.item}" if remark.item else ""
        typer.echo(f"  {name}{about} · {remark.organ_name} · {remark.on}: {remark.text}")
    for clock in seen.clocks:
        stopped = _("stopped on {day}").format(day=clock.stopped_on) if clock.stopped_on else ""
        if clock.is_suspended:
            stopped = _("suspended since {day}").format(day=clock.breaks[-1][0])
        typer.echo(
            f"  {clock.limit_name.in_(lang)} {clock.item}".rstrip() + f": {clock.due}  {stopped}".rstrip()
        )


def _tell(fact: Fact, present: Present, lang: str) -> None:
    """Print a fact on a line; a list on a line for each of its rows."""
    if fact.shape is not Shape.LIST:
        label = f"{fact.group} · {fact.label}" if fact.group else str(fact.label)
        typer.echo(f"  {label}: {said(fact, present, lang)}")
        return
    typer.echo(f"  {fact.label}:" if fact.rows else f"  {fact.label}: –")
    for row in fact.rows:
        parts = [f"{part.label} {said(part, present, lang)}" for part in row if part.value not in (None, "")]
        typer.echo(f"    {' · '.join(parts)}")


def said(fact: Fact, present: Present, lang: str) -> str:
    """Return what people read for a fact."""
    if fact.said:
        return str(fact.said)
    if fact.shape is Shape.ACT and fact.value:
        return present.base.acts[str(fact.value)].name.in_(lang)
    return "–" if fact.value is None else str(as_plain(fact.value))


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": str(fact.label),
        "group": str(fact.group),
        "shape": fact.shape.value,
        "value": as_plain(fact.value),
        "said": str(fact.said),
        "rows": [[_fact(part) for part in row] for row in fact.rows],
    }
