"""Typer's applications as the commands here use them: the same defaults, and help all in the chosen language."""

from collections.abc import Callable
from gettext import gettext as _
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from paizhu.cli.wrong_use import in_one_language


class _InOneLanguage:
    """Typer has most of its words translated, but not what it says of --help and of a wrong use."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option --help, in the chosen language."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the command that this is mixed into
        if option is not None:
            option.help = _("Show this message and end.")
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words that were typed."""
        with in_one_language():
            found: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # of the same
            return found


class Command(_InOneLanguage, TyperCommand):
    """A command."""


class Group(_InOneLanguage, TyperGroup):
    """A command with commands of its own."""


class App(typer.Typer):
    """A module's commands."""

    def __init__(self, *, cls: type[Group] = Group, **settings: Any) -> None:
        super().__init__(cls=cls, add_completion=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Return what makes a function a command."""
        return super().command(name, cls=Command, **settings)
