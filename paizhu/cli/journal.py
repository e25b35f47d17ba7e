"""`paizhu journal`: the record of what was done, shown, verified, exported and countersigned."""

import json
from functools import partial
from gettext import gettext as _
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer

from paizhu.cli import journal_told as told
from paizhu.cli.app import App
from paizhu.cli.exits import NOT_VERIFIED, WRONG_USE

app = App(no_args_is_help=True, help=_("The record: show, verify, export, countersign."))

Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object a line."))]
OfLog = Annotated[str | None, typer.Option("--log", help=_("The organ whose log it is."))]


@app.command(help=_("Show the logs, or with --log the entries of one; never their content."))
def show(
    log: OfLog = None,
    entry: Annotated[int | None, typer.Option("--entry", help=_("One entry, by its number."))] = None,
    after: Annotated[int, typer.Option("--after", help=_("Entries after this number."))] = 0,
    limit: Annotated[int, typer.Option("--limit", help=_("At most so many entries."), min=1)] = 20,
    json_: Json = False,
) -> None:
    """Print logs, or entries."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.journal import reading
        from paizhu.journal.models import Log

        if log is None and entry is None:
            for one in Log.objects.order_by("organ"):
                told.tell({"log": one.organ, "entries": one.length}, json_=json_)
            return
        organ = told.one_log(log).organ
        first = after if entry is None else entry - 1
        found = reading.entries(organ, first, limit=limit if entry is None else 1)
        for record in found:
            body: dict[str, Any] = json.loads(record.body)
            whole = json_ or entry is not None
            short = {k: body[k] for k in ("number", "at", "outcome", "act", "seat")}
            told.tell(body if whole else short, json_=whole)


@app.command(
    help=_(
        "Verify the logs kept here: first hashes and signed heads, then text and content. Ends with 1 when one does not."
    )
)
def verify(
    log: OfLog = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", help=_("A checkpoint that is trusted; what is before it is not read.")),
    ] = None,
    json_: Json = False,
) -> None:
    """Verify one log, or all."""
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.progress import progress

    with registry_ready(), progress() as seen:
        from paizhu.journal import checking, said
        from paizhu.journal.contradicting import contradicted
        from paizhu.journal.faults import Stage
        from paizhu.journal.models import Log

        logs = [told.one_log(log)] if log or since else list(Log.objects.order_by("organ"))
        older = told.checkpoint(since) if since else None
        found = []
        for one in logs:
            verification = checking.Verification(one, older)
            result = verification.of_log(partial(seen, f"{one.organ} 1/2"))
            result.at_heads += contradicted(one)
            if not json_:
                told.tell_stage(result, Stage.LOG)
            verification.of_entries(partial(seen, f"{one.organ} 2/2"))
            if verification.goes_on and not json_:
                told.tell_stage(result, Stage.ENTRIES)
            told.tell_verified(result, [said.finding(finding) for finding in result.findings], json_=json_)
            found.append(result)
    if any(one.findings for one in found):
        raise typer.Exit(NOT_VERIFIED)


@app.command(
    help=_(
        "Write a log, a part of it, or one entry with its proof into a file that paizhu_verify.py verifies."
    )
)
def export(
    file: Annotated[
        Path, typer.Argument(help=_("A file that does not exist yet, or with --force one that does."))
    ],
    log: OfLog = None,
    entry: Annotated[int | None, typer.Option("--entry", help=_("One entry with its proof."))] = None,
    first: Annotated[int, typer.Option("--first", help=_("From this entry."))] = 1,
    last: Annotated[int | None, typer.Option("--last", help=_("To this entry; else to the end."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
) -> None:
    """Export; entries hold commitments, never content."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.journal import exporting

        part = exporting.Part(first, last) if entry is None else exporting.Part(entry, entry, proven=True)
        exporting.export(told.one_log(log).organ, file, part, at=timezone.now(), force=force)
    typer.echo(_("Written: {file}").format(file=file))


@app.command(
    help=_("As the dispatching organ: verify an office's export and countersign the head of its log.")
)
def countersign(
    file: Annotated[Path | None, typer.Argument(help=_("The export of a log; not with --all."))] = None,
    key: Annotated[
        Path | None, typer.Option("--key", help=_("The office's public key: its `paizhu journal keys`."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=_("Where to write the countersigned checkpoint; else beside the export.")),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help=_("All logs kept here of the offices that the seat's organ leads.")),
    ] = False,
    seat: Annotated[
        str | None, typer.Option("--seat", help=_("With --all: the seat that countersigns."))
    ] = None,
    json_: Json = False,
) -> None:
    """Write the countersigned checkpoint, for the office to receive; or countersign all that are kept here."""
    if every != (file is None) or every != (seat is not None) or every == (key is not None):
        typer.echo(_("Give a file and its --key, or --all and --seat."), err=True)
        raise typer.Exit(WRONG_USE)
    if seat is not None:
        _countersign_all(seat, json_=json_)
        return
    assert file is not None
    assert key is not None
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.journal import countersigning, paizhu_verify

        try:
            note = countersigning.countersign(file, told.keys(key), at=timezone.now())
        except countersigning.NotCountersigned as error:
            from paizhu.cli.language import chosen

            for one in error.findings:
                typer.echo(one.say(chosen()))
            typer.echo(_("Not countersigned."), err=True)
            raise typer.Exit(NOT_VERIFIED) from error
    written = out or file.with_name(f"{file.name}.countersigned")
    written.write_text(note, "utf-8")
    head = paizhu_verify.read_checkpoint(note)
    said = _("Countersigned: {origin}, {size} entries; written: {file}")
    typer.echo(said.format(origin=head.origin, size=head.size, file=written))


def _countersign_all(seat: str, *, json_: bool) -> None:
    from tempfile import TemporaryDirectory

    from paizhu.cli.door import at_the_door
    from paizhu.cli.language import chosen

    with at_the_door(seat, json_=json_) as (present, sitting), TemporaryDirectory() as folder:
        from paizhu.door import witnessing

        found = witnessing.countersign_all(sitting, present, Path(folder), present.at, chosen())
    for organ, size in found.done.items():
        told.tell({"log": organ, "countersigned": size}, json_=json_)
    for organ, wrong in found.wrong.items():
        for one in wrong:
            told.tell({"log": organ, "not_countersigned": one}, json_=json_)
    if not found.done and not found.wrong:
        typer.echo(_("Nothing is behind, or the seat's organ leads no office."), err=True)
    if found.wrong:
        raise typer.Exit(NOT_VERIFIED)


@app.command(help=_("As the office: keep the countersignature of a head of a log of ours."))
def receive(
    file: Annotated[Path, typer.Argument(help=_("The countersigned checkpoint."))],
    witness: Annotated[
        Path,
        typer.Option("--witness", help=_("Whose countersignature: their `paizhu journal keys --witness`.")),
    ],
) -> None:
    """Keep it; exports carry it from then on."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.journal import countersigning

        kept = countersigning.receive(told.text(file), told.keys(witness))
        facts = {"log": kept.log.organ, "size": kept.size}
    typer.echo(_("Kept: {log}, {size} entries.").format(**facts))


@app.command(help=_("Print the public keys by which others verify what is signed here."))
def keys(
    witness: Annotated[
        bool, typer.Option("--witness", help=_("Of countersignatures, instead of logs."))
    ] = False,
) -> None:
    """Print public keys, older ones first."""
    from paizhu.journal import keys as ours
    from paizhu.journal.notes import KeyType

    typer.echo(ours.public_keys(KeyType.WITNESS if witness else KeyType.LOG), nl=False)


@app.command(
    help=_("Print the verifier: one file that needs Python and the package cryptography, and not Paizhu.")
)
def verifier() -> None:
    """Print paizhu_verify.py."""
    program = resources.files("paizhu.journal").joinpath("paizhu_verify.py").read_bytes()
    typer.get_binary_stream("stdout").write(program)
