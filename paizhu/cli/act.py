"""`paizhu act`: what a seat may do with a matter, and doing it. Whoever can run the command may name any seat."""

import json
from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.document import check_file, document, write
from paizhu.cli.door import Json, Seat, at_the_door
from paizhu.cli.exits import WRONG_USE

app = App(
    no_args_is_help=True,
    help=_(
        "Acts on matters, each from a seat: list, show, do; form files out and back: form, bring; official "
        "documents: document."
    ),
)


@app.command(
    "list",
    help=_(
        "List the acts on a matter, or those on none and those that open one: those open to the seat, and why the others "
        "are not."
    ),
)
def list_(
    seat: Seat,
    matter: Annotated[
        str | None,
        typer.Argument(
            help=_("The matter's reference; left out: the acts that open a matter, and those on none.")
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Print the acts."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.open_acts import open_acts, opening_acts, own_acts
        from paizhu.door.seen import find

        if matter is None:
            acts = opening_acts(sitting, present, Channel.COMMAND)
            acts += own_acts(sitting, present, Channel.COMMAND)
        else:
            found, *_sight = find(sitting, matter, present)
            acts = open_acts(found, sitting, present, Channel.COMMAND)
        if json_:
            from paizhu.cli.act_told import as_json

            output.json_line({"matter": matter, "acts": [as_json(act) for act in acts]})
        else:
            from paizhu.cli.act_told import tell_acts

            tell_acts(acts)


@app.command(
    help=_("Show a matter as far as the seat sees it: its state, what it holds, what was said, its clocks.")
)
def show(
    matter: Annotated[str, typer.Argument(help=_("The matter's reference."))],
    seat: Seat,
    json_: Json = False,
) -> None:
    """Print a matter. That its content was read is on record where it is so for pages."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.cli.matter_told import as_json, tell, tell_branches, tell_stub
        from paizhu.door import reading
        from paizhu.door.branches import branches_of
        from paizhu.door.doing import Channel
        from paizhu.door.kinds import told
        from paizhu.door.retention import holds
        from paizhu.door.retention.queries import stub
        from paizhu.door.seen import find, shown

        found, sight, waits = find(sitting, matter, present)
        kept = found.destroyed_on is None
        if sight.content and kept:
            reading.note(sitting, found, present, Channel.COMMAND, {})
        seen = shown(sitting, found, sight, waits, present)
        held = told(found, sight, present) if sight.content and kept else None
        below = branches_of(sitting, found, sight, present)
        left = None if kept else stub(found, sitting, present)
        if json_:
            output.json_line({"matter": as_json(seen, held, below, left)})
            return
        tell(seen, held, present)
        tell_branches(below)
        if left is not None:
            tell_stub(left)
        elif who := holds.of(found, sitting, sight, present):
            typer.echo(f"  {_('Under a hold.')} {who}")


@app.command(help=_("Do an act on a matter, or one that opens a matter."))
def do(
    act: Annotated[str, typer.Argument(help=_("The act's id, such as task.accept."))],
    seat: Seat,
    matter: Annotated[str | None, typer.Argument(help=_("The matter's reference."))] = None,
    input_: Annotated[
        Path | None, typer.Option("--input", help=_("The inputs: a JSON object, a name for each field."))
    ] = None,
    key: Annotated[
        str,
        typer.Option(
            "--key", help=_("A word of your own; the act is done once for it, however often you call.")
        ),
    ] = "",
    output_: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help=_("The file to write, of an act that hands one over."),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: Json = False,
) -> None:
    """Perform an act."""
    given = _given(input_)
    with at_the_door(seat, json_=json_, act=act) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.filling import no_such_inputs
        from paizhu.door.perform import perform
        from paizhu.door.refusals import InvalidForm

        if wrong := no_such_inputs(act, given):
            raise InvalidForm(_("Not recorded: the form is not filled in rightly."), wrong)
        _check_output(act, output_, force=force)
        done = perform(present, sitting, act, matter, given, key=key, channel=Channel.COMMAND)
        if done.file is not None and output_ is not None:
            write(output_, done.file.data)
        said = {
            "act": act,
            "matter": done.matter.reference if done.matter else None,
            "state": done.matter.state if done.matter else None,
            "log": done.entry.log.organ,
            "entry": done.entry.number,
            "again": done.again,
            "file": str(output_) if done.file is not None else None,
        }
    if json_:
        output.json_line({"done": said})
    else:
        text = _("Done already; nothing happened this time.") if said["again"] else _("Done.")
        typer.echo(f"{text} {said['matter'] or ''} · {said['log']} #{said['entry']}")
        if said["file"]:
            typer.echo(_("{file}: written. That is on record.").format(file=said["file"]))


def _check_output(act: str, file: Path | None, *, force: bool) -> None:
    """End before anything is done, where the act hands over a file and there is no place for it, or the other way round."""
    from paizhu.door.acts import acts

    hands = acts.get(act).hands if act in acts else None
    if hands is not None and file is not None:
        check_file(file, (hands.ending,), force=force)
    elif hands is not None:
        message = _("{act} hands over a file: say where with --output FILE{ending}. Nothing was done.")
        typer.echo(message.format(act=act, ending=hands.ending), err=True)
        raise typer.Exit(WRONG_USE)
    elif file is not None:
        typer.echo(
            _("{act} hands over no file: leave --output out. Nothing was done.").format(act=act), err=True
        )
        raise typer.Exit(WRONG_USE)


@app.command(
    "form",
    help=_(
        "Write the form file of an open act: a workbook that is filled in without the network and brought back."
    ),
)
def form_(
    matter: Annotated[str, typer.Argument(help=_("The matter's reference."))],
    act: Annotated[str, typer.Argument(help=_("The act's id, such as task.accept."))],
    seat: Seat,
    output_: Annotated[
        Path, typer.Option("--output", "-o", help=_("The file to write; it must not exist yet."))
    ],
) -> None:
    """Write a form file."""
    with at_the_door(seat, json_=False) as (present, sitting):
        from paizhu.cli.language import chosen
        from paizhu.door import reading
        from paizhu.door.doing import Channel
        from paizhu.door.seen import find
        from paizhu.liaison.replying.workbook import made

        found = made(sitting, matter, act, present, Channel.COMMAND, chosen())
        try:
            with output_.open("xb") as file:
                file.write(found.data)
        except OSError as error:
            typer.echo(
                _("{file}: cannot be written ({why}); nothing was changed.").format(
                    file=output_, why=error.strerror
                ),
                err=True,
            )
            raise typer.Exit(WRONG_USE) from error
        reading.note(sitting, find(sitting, matter, present)[0], present, Channel.COMMAND, {})
    typer.echo(str(output_))


@app.command(help=_("Bring a form file back: its act is done once, or refused with nothing written."))
def bring(
    file: Annotated[Path, typer.Argument(help=_("The form file, filled in."))],
    seat: Seat,
    json_: Json = False,
) -> None:
    """Do the act of a form file."""
    if not file.is_file():
        typer.echo(_("{file}: no such file; nothing was changed.").format(file=file), err=True)
        raise typer.Exit(WRONG_USE)
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.liaison.replying.bringing import bring as brought

        done = brought(file, sitting, present, Channel.COMMAND)
        assert done.matter is not None
        said = {
            "matter": done.matter.reference,
            "state": done.matter.state,
            "log": done.entry.log.organ,
            "entry": done.entry.number,
        }
    if json_:
        output.json_line({"done": said})
    else:
        typer.echo(f"{_('Done.')} {said['matter']} · {said['log']} #{said['entry']}")


app.command(
    "document",
    help=_(
        "Write a letter, a recommendation or minutes as an official document, PDF or DOCX, in the layout of GB/T 9704. "
        "It is on record."
    ),
)(document)


def _given(file: Path | None) -> dict[str, Any]:
    """The inputs of a file; "" for null, a word for a number, as a form has them."""
    if file is None:
        return {}
    expected = _("{file}: expected a JSON object with a name for each field; nothing was done.")
    try:
        given = json.loads(file.read_text("utf-8"))
    except OSError as error:
        message = _("{file}: cannot be read ({why}); nothing was done.")
        typer.echo(message.format(file=file, why=error.strerror), err=True)
        raise typer.Exit(WRONG_USE) from error
    except json.JSONDecodeError as error:
        message = _("{file}: not JSON from line {line}, sign {column} on; nothing was done.")
        typer.echo(message.format(file=file, line=error.lineno, column=error.colno), err=True)
        raise typer.Exit(WRONG_USE) from error
    except (ValueError, RecursionError) as error:
        typer.echo(expected.format(file=file), err=True)
        raise typer.Exit(WRONG_USE) from error
    if not isinstance(given, dict) or any(isinstance(v, dict | list) for v in given.values()):
        typer.echo(expected.format(file=file), err=True)
        raise typer.Exit(WRONG_USE)
    return {name: "" if value is None else value for name, value in given.items()}
