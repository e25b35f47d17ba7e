"""`paizhu up`: serve the pages on this machine."""

import os
import sys
import webbrowser
from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli.app import App
from paizhu.cli.exits import WRONG_USE
from paizhu.cli.listening import PortTaken, hold
from paizhu.cli.server import serve

app = App()


@app.command(help=_("Serve the pages on this machine, at 127.0.0.1."))
def up(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=_("Port (0: any free one); else 8765, or the next free one.")),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help=_("Open the page in a browser."))] = False,
) -> None:
    """Serve until interrupted."""
    try:
        listener = hold(port)
    except PortTaken as taken:
        message = _("Not started: port {port} is in use. Choose another with --port.")
        typer.echo(message.format(port=taken.port), err=True)
        raise typer.Exit(WRONG_USE) from taken
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

    def announce() -> None:
        typer.echo(_("Paizhu is at {address} (Ctrl-C ends it).").format(address=address))
        if open_browser and _has_display():
            webbrowser.open(address)

    def prepares() -> None:
        typer.echo(_("Preparing the database; this once it takes up to a minute."), err=True)

    serve(listener, announce, prepares)
    typer.echo(_("Paizhu has ended."))


def _has_display() -> bool:
    # Without a screen `webbrowser` would start a text browser in this very terminal.
    own_screen = sys.platform in {"win32", "darwin"}
    return own_screen or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
