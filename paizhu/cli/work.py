"""`paizhu work`: what the product does by itself."""

from collections import Counter
from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli.app import App
from paizhu.cli.ending import listen

if TYPE_CHECKING:
    from paizhu.door.present import Present

app = App()

PAUSE_S = 2.0
_FAILED = 1


@app.command(
    help=_(
        "Send mail, warn of time limits and escalate them, sweep up: until ended. Several can run at once."
    )
)
def work(
    once: Annotated[
        bool, typer.Option("--once", help=_("Do what is due now, then end; for a timer such as cron."))
    ] = False,
) -> None:
    """Work in rounds."""
    ending = listen()
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.db import close_old_connections

        from paizhu.door.work.rounds import Rounds

        rounds = Rounds(_present_now(), ending.is_set)
        done = _said(rounds.once())
        if once:
            raise typer.Exit(_FAILED if done["failed"] else 0)
        typer.echo(_("The worker is running (Ctrl-C ends it)."))
        while not ending.wait(PAUSE_S):
            close_old_connections()
            _said(rounds.once())
    typer.echo(_("The worker has ended."))


def _present_now() -> "Callable[[], Present | None]":
    """What says the day and the instant, and what the registry knows by then."""
    from django.utils import timezone

    from paizhu import places
    from paizhu.door.now import present_now
    from paizhu.norms.store import open_base

    base = open_base(places.packs() / "discipline")

    def now() -> "Present | None":
        at = timezone.now()
        return present_now(base, timezone.localdate(at), at)

    return now


def _said(done: Counter[str]) -> Counter[str]:
    """Tell what was done, as counts only; nothing when there was nothing."""
    if done:
        typer.echo("; ".join(_counted(name, count) for name, count in done.items()))
    return done


def _counted(name: str, count: int) -> str:
    said: dict[str, str] = {
        "hand_over": _("matters handed over: {count}"),
        "reckon": _("time limits reckoned anew: {count}"),
        "remind": _("warnings and escalations: {count}"),
        "meetings": _("reminders of meetings: {count}"),
        "expected": _("organs looked after for what a half-year expects: {count}"),
        "digest": _("digests: {count}"),
        "mail": _("mails sent, given up or put off: {count}"),
        "sign": _("heads of logs signed: {count}"),
        "seal": _("matters sealed: {count}"),
        "sweep": _("files swept: {count}"),
        "failed": _("steps that failed: {count}"),
    }
    # A step that nobody gave words to is told by its name: to say what was done must not end the worker.
    return said.get(name, f"{name}: {{count}}").format(count=count)
