"""`paizhu norms`: the norms of the pack, listed, shown and checked; the full texts of regulations."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu import places
from paizhu.cli import output, texts, versions
from paizhu.cli.app import App
from paizhu.cli.exits import WRONG_USE
from paizhu.cli.local import app as local

app = App(
    no_args_is_help=True,
    help=_("The norms of the pack and the full texts: list, show, check, import, compare."),
)
app.command(
    "import", help=_("Import full texts of regulations, all or none; --dry-run shows what would change.")
)(texts.import_)

app.command("diff", help=_("Compare two versions of an imported regulation, article by article."))(
    versions.diff
)

app.add_typer(local, name="local")

Json = Annotated[bool, typer.Option("--json", help=_("For programs: JSON, one object a line."))]


@app.command("list", help=_("List the norms; --json gives one object a norm."))
def list_(json_: Json = False) -> None:
    """Print every norm on a line."""
    from paizhu.cli.language import chosen
    from paizhu.cli.pack import base as open_pack
    from paizhu.norms.result import norm_line

    base, lang = open_pack(), chosen()
    for norm in base.pack.norms:
        line = norm_line(norm, base, lang)
        if json_:
            output.json_line(line)
        else:
            typer.echo(
                f"{line['norm']}\t{line['modality']}\t{line['bearer']}\t{line['act']}\t{line['toward'] or '-'}"
            )


@app.command(help=_("Show one norm: where it stands, its phrase, its gist, its values."))
def show(norm_id: Annotated[str, typer.Argument(metavar="ID")], json_: Json = False) -> None:
    """Print one norm. An unknown id is an error that lists the nearest ones."""
    from paizhu.cli.language import chosen
    from paizhu.cli.pack import base as open_pack
    from paizhu.norms.errors import UnknownTerm
    from paizhu.norms.near import nearest
    from paizhu.norms.result import norm_whole

    base, lang = open_pack(), chosen()
    if norm_id not in base.norms:
        raise UnknownTerm("norm", norm_id, nearest(norm_id, base.norms))
    whole = norm_whole(base.norms[norm_id], base, lang)
    if json_:
        output.json_line(whole)
        return
    for key, value in whole.items():
        if value not in (None, [], ""):
            typer.echo(f"{key:14} {value}")


@app.command(help=_("Check the pack: every fault with file and line."))
def check(json_: Json = False) -> None:
    """Print all faults of the pack; exit 2 when there are any."""
    from paizhu.norms.store import check as check_pack

    pack, problems = check_pack(places.packs() / "discipline")
    if json_:
        faults = [{"file": p.file, "line": p.line, "message": p.message} for p in problems]
        output.json_line({"pack": pack.id, "norms": len(pack.norms), "problems": faults})
    elif not problems:
        message = _("No faults: {norms} norms of {regulations} regulations.")
        typer.echo(message.format(norms=len(pack.norms), regulations=len(pack.regulations)))
    if problems:
        for problem in problems:
            typer.echo(str(problem), err=True)
        typer.echo(_("{count} faults; nothing was changed.").format(count=len(problems)), err=True)
        raise typer.Exit(WRONG_USE)
