"""`paizhu database`: what the owner of a PostgreSQL database does to it, and the product's own role may not."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli.app import App, Group

app = App(
    cls=Group,
    no_args_is_help=True,
    help=_("For the owner of a PostgreSQL database: bring it up to date, guard it row by row."),
)
Role = Annotated[str, typer.Argument(help=_("The role with which the product connects; it owns nothing."))]


@app.command(help=_("Bring the database to the form of this version, and its policies as well."))
def upgrade() -> None:
    """Upgrade."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.guarding import installing

        role = installing.guarded_for() if installing.is_present() else None
        if role is not None:
            installing.guard(role)
    typer.echo(_("The database is up to date."))
    if role is not None:
        typer.echo(_("Row-level security is in force for {role}.").format(role=role))


@app.command(help=_("Put row-level security in force for a role; the key for it is made in the home."))
def guard(role: Role) -> None:
    """Guard."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.guarding import installing

        installing.guard(role)
    typer.echo(_("Row-level security is in force for {role}.").format(role=role))
    typer.echo(_("Let server and worker connect as {role}, and start them anew.").format(role=role))


@app.command(help=_("Take row-level security away, and its key."))
def unguard() -> None:
    """Unguard."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.guarding import installing

        installing.unguard()
    typer.echo(_("Row-level security is not in force any more. Start server and worker anew."))
