"""`paizhu retention`: terms, what falls due, holds, and destruction by two seats; all from a seat, all on record."""

from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.door import Json, Seat, at_the_door

if TYPE_CHECKING:
    from paizhu.door.retention.queries import Due

app = App(
    no_args_is_help=True,
    help=_(
        "How long closed matters are kept: terms, set; what falls due: due; holds, hold, release; destruction: propose, "
        "decline, approve, destroyed."
    ),
)
Reason = Annotated[str, typer.Option("--reason", help=_("Why; it is on record."))]
Matters = Annotated[list[str], typer.Argument(help=_("References of matters; each is an act of its own."))]
Next = Annotated[str, typer.Option("--after", help=_("Where the page before ended: its `next`."))]


@app.command(help=_("Show the term of each kind of matter, and the classes that provisions give."))
def terms(seat: Seat, json_: Json = False) -> None:
    """Print the terms of the seat's organ."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.cli.language import chosen
        from paizhu.door.retention.terms import by_kind, said

        rows = by_kind(sitting.organ, present)
        if json_:
            output.json_line(
                {
                    "terms": [
                        {
                            "kind": row.kind,
                            "set": row.term is not None,
                            "years": row.term.years if row.term else None,
                            "rule": row.term.rule if row.term else "",
                            "verified": bool(row.rule and row.rule.verified),
                            "reason": row.term.reason if row.term else "",
                        }
                        for row in rows
                    ],
                    "classes": [r.named(c) for r in present.base.pack.retention for c in r.classes],
                }
            )
            return
        for row in rows:
            term = said(row.term.years) if row.term else _("no term set: kept")
            rests = row.rule.title.in_(chosen()) if row.rule else (_("set by the organ") if row.term else "")
            typer.echo(f"{row.kind}  {row.kind_name.in_(chosen())}: {term}  {rests}".rstrip())


@app.command("set", help=_("Set the term of a kind of matter."))
def set_(
    kind: Annotated[str, typer.Argument(help=_("The kind of matter, such as task."))],
    seat: Seat,
    reason: Reason,
    years: Annotated[int | None, typer.Option("--years", help=_("Full years from closing."))] = None,
    rule: Annotated[
        str, typer.Option("--class", help=_("A class that a provision gives (see terms), or for_good."))
    ] = "",
    json_: Json = False,
) -> None:
    """Set a term."""
    given = {"kind": kind, "rule": rule, "given_years": "" if years is None else str(years), "reason": reason}
    _do(seat, "retention.term", [None], given, json_=json_)


@app.command(help=_("List what falls due: closed matters of the organ whose term is over."))
def due(seat: Seat, after: Next = "", json_: Json = False) -> None:
    """Print a page of what falls due, and what waits for approval."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door.retention import queries

        page, waiting = queries.due(sitting, present, after=after), queries.proposed(sitting, present)
        if json_:
            rows = {"due": [_plain(one) for one in page.rows], "proposed": [_plain(one) for one in waiting]}
            output.json_line(rows | {"next": page.next or None})
            return
        for one in waiting:
            _tell(one, _("waits for approval"))
        for one in page.rows:
            _tell(one, "")
        if page.next:
            typer.echo(_("Further on with --after {next}").format(next=page.next))


@app.command(help=_("Propose that matters be destroyed whose term is over, with the appraisal."))
def propose(matters: Matters, seat: Seat, reason: Reason, json_: Json = False) -> None:
    """Propose destruction."""
    _do(seat, "retention.propose", matters, {"reason": reason}, json_=json_)


@app.command(help=_("Decline a proposal, or take one's own back."))
def decline(matters: Matters, seat: Seat, reason: Reason, json_: Json = False) -> None:
    """Decline destruction."""
    _do(seat, "retention.decline", matters, {"reason": reason}, json_=json_)


@app.command(help=_("Approve what another seat proposed: the content is gone for good, a stub remains."))
def approve(
    matters: Matters,
    seat: Seat,
    reason: Annotated[str, typer.Option("--reason", help=_("An opinion; it is on record."))] = "",
    json_: Json = False,
) -> None:
    """Approve destruction."""
    _do(seat, "retention.destroy", matters, {"reason": reason}, json_=json_)


@app.command(help=_("List what was destroyed, the latest first, each with the entry that proves it."))
def destroyed(
    seat: Seat,
    before: Annotated[int | None, typer.Option("--before", help=_("Where the page before ended."))] = None,
    json_: Json = False,
) -> None:
    """Print the register of what was destroyed."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.cli.matter_told import as_stub, tell_stub
        from paizhu.door.retention import queries

        rows = queries.destroyed(sitting, present, before=before)
        if json_:
            further = rows[-1].key if len(rows) == queries.LIMIT else None
            output.json_line({"destroyed": [as_stub(one) for one in rows], "next": further})
            return
        for one in rows:
            typer.echo(f"{one.reference}  {one.kind_name.zh}")
            tell_stub(one)


@app.command(help=_("List holds: those that stand, or all."))
def holds(
    seat: Seat,
    all_: Annotated[bool, typer.Option("--all", help=_("Those that are over or released, too."))] = False,
    json_: Json = False,
) -> None:
    """Print holds."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door.retention import queries

        rows = [
            {
                "hold": one.reference,
                "holder": one.holder_id,
                "matter": one.matter.reference if one.matter is not None else None,
                "person": one.person_id,
                "party": one.party_id,
                "reason": one.reason,
                "since": one.since.isoformat(),
                "released_on": one.released_on.isoformat() if one.released_on else None,
            }
            for one in queries.held(sitting, present, standing=not all_)
        ]
        if json_:
            output.json_line({"holds": rows})
            return
        for row in rows:
            what = row["matter"] or row["person"] or row["party"]
            over = _("released on {day}").format(day=row["released_on"]) if row["released_on"] else ""
            typer.echo(f"{row['hold']}  {what}  {row['holder']} {row['since']}  {over}".rstrip())
            typer.echo(f"  {row['reason']}")


@app.command(help=_("Place a hold on a matter, on all matters of a person, or on all with an organ."))
def hold(
    seat: Seat,
    reason: Reason,
    matter: Annotated[str, typer.Option("--matter", help=_("The matter's reference."))] = "",
    person: Annotated[str, typer.Option("--person", help=_("A person's code."))] = "",
    organ: Annotated[str, typer.Option("--organ", help=_("An organ, by id or name."))] = "",
    last_day: Annotated[str, typer.Option("--last-day", help=_("Its last day, if it ends by itself."))] = "",
    json_: Json = False,
) -> None:
    """Place a hold."""
    given = {"matter": matter, "person": person, "party": organ, "reason": reason, "last_day": last_day}
    _do(seat, "hold.place", [None], given, json_=json_)


@app.command(help=_("Release a hold, from another seat than the one that placed it."))
def release(
    hold: Annotated[str, typer.Argument(help=_("The hold's reference."))],
    seat: Seat,
    reason: Reason,
    json_: Json = False,
) -> None:
    """Release a hold."""
    _do(seat, "hold.release", [None], {"hold": hold, "reason": reason}, json_=json_)


def _do(seat: str, act: str, matters: list[Any], given: dict[str, str], *, json_: bool) -> None:
    """Do the act on each matter; the first refusal ends the command, and what was done before stays done."""
    with at_the_door(seat, json_=json_, act=act) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.perform import perform

        for matter in matters:
            done = perform(present, sitting, act, matter, given, channel=Channel.COMMAND)
            said = {"act": act, "matter": matter, "log": done.entry.log.organ, "entry": done.entry.number}
            if json_:
                output.json_line({"done": said})
            else:
                typer.echo(f"{_('Done.')} {matter or ''} · {said['log']} #{said['entry']}")


def _plain(one: "Due") -> dict[str, Any]:
    return {
        "reference": one.reference,
        "kind": one.term.kind,
        "title": one.title,
        "opened_on": one.opened_on.isoformat(),
        "closed_on": one.closed_on.isoformat(),
        "last_day": one.last_day.isoformat(),
        "years": one.term.years,
        "held": one.held,
        "proposed_on": one.proposed_on.isoformat() if one.proposed_on else None,
        "appraisal": one.appraisal,
    }


def _tell(one: "Due", said: str) -> None:
    from paizhu.cli.language import chosen

    kept = _("kept through {day}").format(day=one.last_day)
    parts = [one.reference, one.title or "", one.kind_name.in_(chosen()), kept, said, one.held]
    typer.echo("  ".join(part for part in parts if part))
