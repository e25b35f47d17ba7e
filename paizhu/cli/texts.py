"""`paizhu norms import` and `paizhu norms diff`: full texts of regulations and their versions."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Annotated

import typer

from paizhu import places
from paizhu.cli import output
from paizhu.cli.administering import Seat, administration
from paizhu.cli.exits import WRONG_USE
from paizhu.cli.language import chosen
from paizhu.cli.pack import base as open_pack
from paizhu.norms.base import Base
from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts import folders, verdicts
from paizhu.norms.texts.arrivals import Arrival, Given, Read, Reader, Verdict
from paizhu.norms.texts.importing import bring_in, preview

Json = Annotated[bool, typer.Option("--json", help=_("For programs: JSON, one object a line."))]

_MOST = 50  # findings about one file that are shown; --json has all of them


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...")],
    title: Annotated[
        str, typer.Option(help=_("The official title, where the file's own is missing or doubtful."))
    ] = "",
    effective: Annotated[str, typer.Option(metavar="DATE", help=_("The day of effect, YYYY-MM-DD."))] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help=_("The last day in force, YYYY-MM-DD."))] = "",
    replace: Annotated[
        bool,
        typer.Option("--replace", help=_("Put this text in the place of the same version's other text.")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; write nothing."))
    ] = False,
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Import files, all or none, and say what became of each."""
    with refusals_said(json_=json_):
        found = folders.found(files)
        given = _given(title, effective, until, replace=replace, files=len(found))
        reads = _read(found, given, quiet=json_)
        base = open_pack()
        done = preview(places.home(), base, reads) if dry_run else _brought_in(base, reads, seat)
    if json_:
        output.json_line({"dry_run": dry_run, "files": [verdicts.entry(a, chosen()) for a in done]})
    else:
        _say(done, dry_run=dry_run)


def _brought_in(base: Base, reads: list[Read], seat: str | None) -> list[Arrival]:
    """Import through the door, as administration."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.administration import administer

        made = administration(seat, "texts.import")
        return administer(made, lambda: bring_in(places.home(), base, reads), files=len(reads))


@contextmanager
def refusals_said(*, json_: bool) -> Iterator[None]:
    """End with exit 2 when files are refused, every reason on standard error."""
    try:
        yield
    except InputRefused as refused:
        lang = chosen()
        if json_:
            errors = {"errors": [refusal.entry(lang) for refusal in refused.refusals]}
            typer.echo(json.dumps(errors, ensure_ascii=False), err=True)
        else:
            for refusal in refused.refusals:
                typer.echo(refusal.line(lang), err=True)
            count = len(refused.refusals)
            message = ngettext(
                "{count} fault; nothing was changed.", "{count} faults; nothing was changed.", count
            )
            typer.echo(message.format(count=count), err=True)
        raise typer.Exit(WRONG_USE) from refused


def _given(title: str, effective: str, until: str, *, replace: bool, files: int) -> Given:
    """Return what was stated. Raises InputRefused for days that are none, and for one statement about many files."""
    refusals: list[Refusal] = []
    days = {"--effective": effective, "--until": until}
    read = {option: _day(option, value, refusals) for option, value in days.items()}
    if files > 1 and (title or effective or until):
        option = "--title" if title else "--effective" if effective else "--until"
        expected = Text(
            "写明名称、日期时只能导入一个文件", "expected one file when its title or days are stated"
        )
        refusals.append(Refusal(option, expected, f"{files}"))
    if refusals:
        raise InputRefused(refusals)
    last = read["--until"]
    return Given(title, read["--effective"], last + timedelta(days=1) if last else None, replace)


def _day(option: str, value: str, refusals: list[Refusal]) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        refusals.append(Refusal(option, Text("应为日期 YYYY-MM-DD", "expected a date YYYY-MM-DD"), value))
        return None


def _read(found: list[tuple[Path, bool]], given: Given, *, quiet: bool) -> list[Read]:
    reader = Reader()
    for file, named in _with_progress(found, quiet=quiet):
        try:
            upload = folders.upload(file, named=named, given=given)
        except InputRefused as refused:
            reader.refusals += refused.refusals
        else:
            reader.take(upload)
    return reader.end()


def _with_progress(found: list[tuple[Path, bool]], *, quiet: bool) -> Iterable[tuple[Path, bool]]:
    if quiet or not sys.stderr.isatty():
        return found
    from rich.console import Console
    from rich.progress import track

    return track(found, description=_("Reading"), console=Console(stderr=True), transient=True)


def _say(arrivals: list[Arrival], *, dry_run: bool) -> None:
    lang = chosen()
    for arrival in arrivals:
        word = verdicts.VERDICTS[arrival.verdict].in_(lang)
        version = arrival.version
        typer.echo(f"{arrival.file}: {word}" + (f" · {_named(arrival)}" if version else ""))
        for line in _remarks(arrival, lang):
            typer.echo(f"    {line}")
    changed = sum(1 for a in arrivals if a.verdict in {Verdict.NEW, Verdict.REPLACED, Verdict.DATED})
    if dry_run:
        message = ngettext(
            "{count} text would change; nothing was written.",
            "{count} texts would change; nothing was written.",
            changed,
        )
    else:
        message = ngettext("{count} text changed.", "{count} texts changed.", changed)
    typer.echo(message.format(count=changed) if changed else _("Nothing to change."))


def _named(arrival: Arrival) -> str:
    version = arrival.version
    assert version is not None
    since = version.since or _("day of effect not stated")
    last = f" – {version.last}" if version.last else ""
    articles = ngettext("{count} article", "{count} articles", version.articles).format(
        count=version.articles
    )
    return f"{version.full_title} · {version.regulation} {version.version} · {since}{last} · {articles}"


def _remarks(arrival: Arrival, lang: str) -> Iterator[str]:
    if arrival.asks:
        yield _("Asked: {doubt}. State the day with --effective.").format(doubt=arrival.asks.in_(lang))
    for closing in arrival.closes:
        message = (
            _("Version {version} ends not later than {last}; an undated version may have ended it before.")
            if closing.at_latest
            else _("Version {version} ends on {last}.")
        )
        yield message.format(version=closing.version, last=closing.last_day)
    for fault in arrival.quotes:
        yield _("Quote: {fault}").format(fault=verdicts.quote_fault(fault, lang))
    assert arrival.read.text is not None or not arrival.version
    findings = arrival.read.text.findings if arrival.read.text else ()
    for found in findings[:_MOST]:
        yield verdicts.finding(found, lang)
    if len(findings) > _MOST:
        yield _("{count} more: see --json").format(count=len(findings) - _MOST)
