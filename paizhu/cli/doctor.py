"""`paizhu doctor`: what is wrong with an installation, and how to mend it."""

from dataclasses import asdict
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App

if TYPE_CHECKING:
    from paizhu.operations.doctor.findings import Finding

app = App()

_WRONG = 1


@app.command(
    help=_(
        "Look at this installation, change nothing, and say what is wrong and how to mend it. "
        "Ends with 1 when something is wrong, with 0 when at most warnings are left."
    )
)
def doctor(
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object a line."))] = False,
) -> None:
    """Print what was found."""
    from paizhu.cli.django_ready import registry_ready

    worst = 0
    with registry_ready(make=False):
        from paizhu.operations.doctor.examining import examine
        from paizhu.operations.doctor.findings import Grade

        for finding in examine():
            worst = max(worst, finding.grade is Grade.WRONG)
            if json_:
                output.json_line(asdict(finding))
            else:
                _tell(finding)
    raise typer.Exit(_WRONG if worst else 0)


def _tell(finding: "Finding") -> None:
    grades = {"well": _("well"), "warning": _("WARNING"), "wrong": _("WRONG")}
    typer.echo(f"{grades[finding.grade.value]}\t{finding.check}\t{finding.what}")
    if finding.mend:
        typer.echo(f"\t\t→ {finding.mend}")
