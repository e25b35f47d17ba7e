"""The command `paizhu`: finds its subcommands and ends with the documented exit codes."""

from gettext import gettext as _
from importlib import import_module
from typing import Annotated, Any

import typer

from paizhu.cli.app import App, Group
from paizhu.cli.exits import WRONG_USE
from paizhu.cli.refused import say
from paizhu.norms.errors import PaizhuError

# Name of the command -> the module that holds it, in the order that help shows.
COMMANDS = {
    "ask": "paizhu.cli.ask",
    "rule": "paizhu.cli.rule",
    "expected": "paizhu.cli.expected",
    "up": "paizhu.cli.up",
    "clock": "paizhu.cli.clock",
    "calendar": "paizhu.cli.calendar",
    "search": "paizhu.cli.search",
    "norms": "paizhu.cli.norms",
    "registry": "paizhu.cli.registry",
    "token": "paizhu.cli.token",
    "act": "paizhu.cli.act",
    "matter": "paizhu.cli.matter",
    "grant": "paizhu.cli.grant",
    "kin": "paizhu.cli.kin",
    "retention": "paizhu.cli.retention",
    "person": "paizhu.cli.person",
    "document": "paizhu.cli.document",
    "journal": "paizhu.cli.journal",
    "user": "paizhu.cli.user",
    "keys": "paizhu.cli.keys",
    "work": "paizhu.cli.work",
    "backup": "paizhu.cli.backup",
    "restore": "paizhu.cli.restore",
    "database": "paizhu.cli.database",
    "doctor": "paizhu.cli.doctor",
}


_FOR_PROGRAMS = "paizhu.for_programs"


class LazyCommands(Group):
    """Imports a command's module when that command is called, or listed by help."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, or None."""
        # Typer asks for every name when it looks for one that is nearly right.
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module = import_module(COMMANDS[cmd_name])
            command = typer.main.get_command(module.app)
            # Help shows this name; Typer would take the name of the function.
            command.name = cmd_name
            self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Note whether the command was called for programs: its errors are then for programs as well."""
        ctx.meta[_FOR_PROGRAMS] = "--json" in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error that Paizhu raises on purpose is a message and exit 2."""
        try:
            return super().invoke(ctx)
        except PaizhuError as error:
            say(error, json_=ctx.meta.get(_FOR_PROGRAMS, False))
            raise typer.Exit(WRONG_USE) from error


app = App(
    cls=LazyCommands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        # Takes as long to import as a small command takes to answer.
        from importlib import metadata

        typer.echo(f"paizhu {metadata.version('paizhu')}")
        raise typer.Exit


@app.callback(help=_("Paizhu 派驻: who owes what to whom, and on which provision."))
def paizhu(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=_("Show the version.")),
    ] = False,
) -> None:
    """Hold the options that come before a command."""
