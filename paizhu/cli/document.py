"""`paizhu act document`, and `paizhu document`: official documents made of the record, and how an organ's look."""

from dataclasses import replace
from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat as Administrator
from paizhu.cli.app import App
from paizhu.cli.door import Json, Seat, at_the_door
from paizhu.cli.exits import WRONG_USE

app = App(
    no_args_is_help=True,
    help=_("How an organ's official documents look: layout, template, show."),
)

_Force = Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))]


def document(
    matter: Annotated[str, typer.Argument(help=_("The matter's reference."))],
    file: Annotated[Path, typer.Argument(help=_("The file to write: a name that ends in .pdf or .docx."))],
    seat: Seat,
    force: _Force = False,
    json_: Json = False,
) -> None:
    """Write a letter, a recommendation or minutes as an official document."""
    check_file(file, (".pdf", ".docx"), force=force)
    ending = file.suffix.lower().removeprefix(".")
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.reports import making
        from paizhu.reports.laying import laid

        found = laid(sitting, matter, present)
        data = making.made(sitting, found, making.Form(ending), present, Channel.COMMAND)
        write(file, data)
    if json_:
        output.json_line({"file": str(file), "bytes": len(data), "draft": found.official.draft})
    else:
        typer.echo(_("{file}: written. That is on record.").format(file=file))


@app.command(help=_("Set how an organ's letters look: its word before the number, and templates of its own."))
def layout(
    organ: Annotated[str, typer.Argument(help=_("The organ: its id in the registry."))],
    word: Annotated[
        str | None,
        typer.Option("--word", help=_("The word before the number (机关代字), such as 安纪驻财函.")),
    ] = None,
    recommendation_word: Annotated[
        str | None,
        typer.Option(
            "--recommendation-word",
            help=_("The word before the number of recommendations (纪检监察建议书), such as 安纪驻财建."),
        ),
    ] = None,
    typst: Annotated[
        Path | None, typer.Option("--typst", help=_("A template for PDF; it is tried before it is kept."))
    ] = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help=_("A template for DOCX; it is tried before it is kept."))
    ] = None,
    minutes_typst: Annotated[
        Path | None, typer.Option("--minutes-typst", help=_("The same for PDF of minutes of consultations."))
    ] = None,
    minutes_docx: Annotated[
        Path | None, typer.Option("--minutes-docx", help=_("The same for DOCX of minutes of consultations."))
    ] = None,
    built_in: Annotated[
        bool, typer.Option("--built-in", help=_("Go back to the built-in templates."))
    ] = False,
    seat: Administrator = None,
) -> None:
    """Keep a layout."""
    files = {"typst": typst, "docx": docx, "minutes_typst": minutes_typst, "minutes_docx": minutes_docx}
    if {word, recommendation_word, *files.values()} == {None} and not built_in:
        message = _(
            "Say what to set: --word, --recommendation-word, --typst, --docx, --minutes-typst, --minutes-docx or --built-in. "
            "Nothing was changed."
        )
        typer.echo(message, err=True)
        raise typer.Exit(WRONG_USE)
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.cli.administering import administration
        from paizhu.reports import layouts

        given: dict[str, Any] = {
            name: _read(file, layouts.LARGEST) if name.endswith("docx") else _text(file)
            for name, file in files.items()
            if file is not None
        }
        begin = layouts.Change.back() if built_in else layouts.Change()
        wanted = replace(begin, word=word, recommendation_word=recommendation_word, **given)
        layouts.change(administration(seat, layouts.SET), organ, wanted)
    typer.echo(_("Recorded."))


@app.command(help=_("Show how an organ's letters look today."))
def show(
    organ: Annotated[str, typer.Argument(help=_("The organ: its id in the registry."))], json_: Json = False
) -> None:
    """Print the layout."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.reports import layouts

        found = layouts.look(organ, timezone.localdate())
    if json_:
        words = {"word": found.word, "recommendation_word": found.recommendation_word}
        output.json_line({"organ": organ, **words, "own": list(found.own)})
        return
    typer.echo(f"{_('Word before the number')}: {found.word or '–'}")
    typer.echo(f"{_('Word before the number of recommendations')}: {found.recommendation_word or '–'}")
    for name in layouts.TEMPLATES:
        typer.echo(f"{name.replace('_', '-')}: {_('of its own') if name in found.own else _('built in')}")


@app.command(help=_("Write a template to begin with: that of an organ, or the built-in one."))
def template(
    file: Annotated[Path, typer.Argument(help=_("The file to write: a name that ends in .typ or .docx."))],
    organ: Annotated[str, typer.Option("--organ", help=_("Of this organ; left out: the built-in one."))] = "",
    minutes: Annotated[
        bool, typer.Option("--minutes", help=_("Of minutes of consultations, in place of letters."))
    ] = False,
    force: _Force = False,
) -> None:
    """Write a template."""
    check_file(file, (".typ", ".docx"), force=force)
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.reports import layouts
        from paizhu.reports.official import Paper

        found = layouts.look(organ, timezone.localdate()).of(Paper.MINUTES if minutes else Paper.LETTER)
    write(file, found.docx if file.suffix.lower() == ".docx" else found.typst.encode())
    typer.echo(str(file))


def _text(file: Path) -> str:
    from paizhu.norms.errors import InvalidInput
    from paizhu.reports import layouts

    try:
        return _read(file, layouts.LARGEST).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            _("{file}: expected text in UTF-8; nothing was changed.").format(file=file)
        ) from error


def _read(file: Path, most: int) -> bytes:
    from paizhu.norms.errors import InvalidInput

    try:
        with file.open("rb") as opened:
            found = opened.read(most + 1)
    except OSError as error:
        message = _("{file}: cannot be read ({why}); nothing was changed.")
        raise InvalidInput(message.format(file=file, why=error.strerror)) from error
    if not found:
        raise InvalidInput(_("{file}: is empty; nothing was changed.").format(file=file))
    return found


def check_file(file: Path, endings: tuple[str, ...], *, force: bool) -> None:
    """End the command before anything is made or on record, where the file cannot be written as it should be."""
    if file.suffix.lower() in endings and file.parent.is_dir() and (force or not file.exists()):
        return
    message = _(
        "{file}: expected a new file whose name ends in {endings}, in a folder that exists; --force writes over one. "
        "Nothing was written."
    )
    typer.echo(message.format(file=file, endings=" / ".join(endings)), err=True)
    raise typer.Exit(WRONG_USE)


def write(file: Path, data: bytes) -> None:
    """Write a file; a fault ends the command."""
    try:
        file.write_bytes(data)
    except OSError as error:
        message = _("{file}: cannot be written ({why}).")
        typer.echo(message.format(file=file, why=error.strerror), err=True)
        raise typer.Exit(WRONG_USE) from error
