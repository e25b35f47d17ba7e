"""`paizhu matter`: the matters that a seat sees, filtered; printed, or carried out as a workbook."""

from dataclasses import asdict
from datetime import date, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.door import Json, Seat, at_the_door
from paizhu.cli.exits import WRONG_USE
from paizhu.cli.progress import progress

if TYPE_CHECKING:
    from paizhu.door.present import Present
    from paizhu.door.queries import Filters, Listed

app = App(
    no_args_is_help=True, help=_("Matters as a seat sees them: list, told, export, ledger, rectifications.")
)

Kind = Annotated[str, typer.Option("--kind", help=_("Only this kind of matter, such as task."))]
State = Annotated[str, typer.Option("--state", help=_("Only what is in this state, such as accepted."))]
Title = Annotated[str, typer.Option("--title", help=_("Only what has this in its title."))]
Closed = Annotated[bool | None, typer.Option("--closed/--open", help=_("Only closed, or only open matters."))]
Due = Annotated[
    datetime | None,
    typer.Option("--due-before", formats=["%Y-%m-%d"], help=_("Only what is due before this day.")),
]
Owner = Annotated[
    str, typer.Option("--owner", help=_("Only what this organ keeps: its id, name or usual abbreviation."))
]
Counterpart = Annotated[
    str,
    typer.Option(
        "--counterpart", help=_("Only what is with this organ: its id, name or usual abbreviation.")
    ),
]
_MOST = 200


@app.command("list", help=_("List the matters that the seat sees, newest first."))
def list_(
    seat: Seat,
    kind: Kind = "",
    state: State = "",
    title: Title = "",
    closed: Closed = None,
    due_before: Due = None,
    owner: Owner = "",
    counterpart: Counterpart = "",
    after: Annotated[str, typer.Option("--after", help=_("Where the page before ended: its `next`."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=_MOST, help=_("How many on a page."))] = 50,
    json_: Json = False,
) -> None:
    """Print a page of the list."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door import queries

        filters = _filters(present, kind, state, title, closed, due_before, owner, counterpart)
        page = queries.page(sitting, present, filters, after=after, limit=limit)
        if json_:
            output.json_line({"matters": [_plain(row) for row in page.matters], "next": page.next or None})
            return
        for row in page.matters:
            _tell(row)
        if not page.matters:
            typer.echo(_("No matters match."))
        if page.next:
            typer.echo(_("Further on with --after {next}").format(next=page.next))


@app.command(
    help=_("Show what a party has told the seat’s organ already, and what it was asked and has not answered.")
)
def told(
    party: Annotated[str, typer.Argument(help=_("Id, name or usual abbreviation."))],
    seat: Seat,
    json_: Json = False,
) -> None:
    """Print it, the latest first; for whoever is about to ask the party for something."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.liaison.reported import reported
        from paizhu.registry.overview import organ_id

        id_ = organ_id(present.here.chart, party)
        found = reported(sitting, present, id_)
        told = [
            {"on": o.on.isoformat(), "act": o.act, "matter": o.matter.reference, "title": o.matter.title}
            for o in found.told
            if o.matter is not None
        ]
        waiting = [
            {"matter": m.reference, "title": m.title, "due": m.due.isoformat() if m.due else None}
            for m in found.waiting
        ]
    if json_:
        output.json_line({"party": id_, "told": told, "waiting": waiting})
        return
    for row in waiting:
        typer.echo("  ".join([_("not answered yet"), *filter(None, row.values())]))
    for row in told:
        typer.echo("  ".join(row.values()))
    if not told and not waiting:
        typer.echo(_("Nothing that this seat may see."))


@app.command(help=_("Write the matters that the seat sees, as filtered, into a workbook. It is on record."))
def export(
    file: Annotated[Path, typer.Argument(help=_("The workbook to write: a name that ends in .xlsx."))],
    seat: Seat,
    kind: Kind = "",
    state: State = "",
    title: Title = "",
    closed: Closed = None,
    due_before: Due = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: Json = False,
) -> None:
    """Write the workbook."""
    if file.suffix.lower() != ".xlsx" or not file.parent.is_dir() or (file.exists() and not force):
        expected = _(
            "{file}: expected a new file whose name ends in .xlsx; --force writes over one. Nothing was written."
        )
        typer.echo(expected.format(file=file), err=True)
        raise typer.Exit(WRONG_USE)
    with at_the_door(seat, json_=json_) as (present, sitting), progress() as told:
        from paizhu.cli import language
        from paizhu.door import exporting, workbook
        from paizhu.door.doing import Channel

        filters = _filters(present, kind, state, title, closed, due_before)
        rows = exporting.exported(sitting, present, filters, lambda n: told(_("matters"), n, 0))
        count = workbook.write(
            rows, file, language.chosen(), workbook.about(sitting, present, filters, language.chosen())
        )
        exporting.note(sitting, present, Channel.COMMAND, filters, count)
    if json_:
        output.json_line({"file": str(file), "rows": count})
    else:
        typer.echo(_("{count} matters are in {file}. That is on record.").format(count=count, file=file))


@app.command(
    help=_("Write the matters that the seat sees, as filtered, as a ledger to print (PDF). It is on record.")
)
def ledger(
    file: Annotated[Path, typer.Argument(help=_("The file to write: a name that ends in .pdf."))],
    seat: Seat,
    kind: Kind = "",
    state: State = "",
    title: Title = "",
    closed: Closed = None,
    due_before: Due = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: Json = False,
) -> None:
    """Write the ledger."""
    from paizhu.cli.document import check_file, write

    check_file(file, (".pdf",), force=force)
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.cli import language
        from paizhu.door.doing import Channel
        from paizhu.reports.ledger import ledger as made

        filters = _filters(present, kind, state, title, closed, due_before)
        data, count = made(sitting, present, filters, language.chosen(), Channel.COMMAND)
        write(file, data)
    if json_:
        output.json_line({"file": str(file), "rows": count})
    else:
        typer.echo(_("{count} matters are in {file}. That is on record.").format(count=count, file=file))


@app.command(
    "rectifications",
    help=_(
        "Write the table of rectifications that the seat sees, as filtered, into a workbook or a ledger to print: a name "
        "that ends in .xlsx or .pdf. It is on record."
    ),
)
def rectifications(
    file: Annotated[Path, typer.Argument(help=_("The file to write: a name that ends in .xlsx or .pdf."))],
    seat: Seat,
    state: State = "",
    unit: Annotated[str, typer.Option("--unit", help=_("Only of this rectifying unit, by its id."))] = "",
    head: Annotated[
        str,
        typer.Option(
            "--head", help=_("Only with a cause under: education, system, management or supervision.")
        ),
    ] = "",
    label: Annotated[str, typer.Option("--label", help=_("Only with a cause of this short label."))] = "",
    late: Annotated[bool, typer.Option("--late", help=_("Only with a clock that is over."))] = False,
    closed: Closed = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: Json = False,
) -> None:
    """Write the table."""
    from paizhu.cli.document import check_file, write

    check_file(file, (".xlsx", ".pdf"), force=force)
    with at_the_door(seat, json_=json_) as (present, sitting), progress() as told:
        from paizhu.cli import language
        from paizhu.door.doing import Channel
        from paizhu.rectification import exporting
        from paizhu.rectification.overview import Chosen
        from paizhu.reports.ledger import ledger_of_rectifications

        lang = language.chosen()
        chosen = Chosen(state=state, unit=unit, head=head, label=label, late=late, closed=closed)
        if file.suffix.lower() == ".pdf":
            data, count = ledger_of_rectifications(sitting, present, chosen, lang, Channel.COMMAND)
            write(file, data)
        else:
            lines = exporting.exported(sitting, present, chosen, lambda n: told(_("rectifications"), n, 0))
            count = exporting.write(lines, file, lang, exporting.about(sitting, present, chosen, lang))
            exporting.note(sitting, present, Channel.COMMAND, chosen, count)
    if json_:
        output.json_line({"file": str(file), "rows": count})
    else:
        typer.echo(_("{count} matters are in {file}. That is on record.").format(count=count, file=file))


def _filters(
    present: "Present",
    kind: str,
    state: str,
    title: str,
    closed: bool | None,
    due: datetime | None,
    owner: str = "",
    counterpart: str = "",
) -> "Filters":
    """The filters. Raises InvalidInput for a kind, a state or an organ that there is not."""
    from paizhu.door.filtering import checked
    from paizhu.door.queries import Filters

    day = due.date() if due else None
    given = Filters(kind, state, owner, counterpart, day, title, closed)
    return checked(given, present)


def _plain(row: "Listed") -> dict[str, Any]:
    held = asdict(row)
    for name, text in (("kind_name", row.kind_name), ("state_name", row.state_name)):
        del held[name]
        held |= {f"{name}_zh": text.zh, f"{name}_en": text.en}
    held["reach"] = row.reach.name.lower()
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in held.items()}


def _tell(row: "Listed") -> None:
    from paizhu.cli import language

    lang = language.chosen()
    due = "" if row.due is None else f" · {row.due.isoformat()}{' !' if row.overdue else ''}"
    unseen = _("content destroyed") if row.destroyed_on else _("overview only")
    title = row.title if row.title is not None else unseen
    typer.echo(f"{row.reference}  {title}  [{row.kind_name.in_(lang)} · {row.state_name.in_(lang)}{due}]")
