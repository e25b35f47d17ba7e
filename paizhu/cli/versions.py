"""`paizhu norms diff`: what one version of a regulation changes in another."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu import places
from paizhu.cli import output
from paizhu.cli.language import chosen
from paizhu.cli.texts import Json, refusals_said
from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts import differences
from paizhu.norms.texts.compare import compare
from paizhu.norms.texts.library import Library, TextVersion, open_library


def diff(
    regulation: Annotated[str, typer.Argument(metavar="REGULATION", help=_("Its id, title or short name."))],
    from_: Annotated[str, typer.Option("--from", metavar="VERSION", help=_("The older version."))],
    to: Annotated[str, typer.Option(metavar="VERSION", help=_("The newer version."))],
    json_: Json = False,
) -> None:
    """Print what changes between two versions of an imported regulation."""
    library = open_library(places.home())
    with refusals_said(json_=json_):
        old, new = _versions(library, regulation, {"--from": from_, "--to": to})
    pairs = compare(library.text(old), library.text(new))
    if json_:
        output.json_line(differences.entry(old, new, pairs))
        return
    lang = chosen()
    typer.echo(f"{old.full_title}: {old.version} → {new.version}")
    for line in differences.lines(pairs, lang):
        typer.echo(line)
    counts = differences.summary(pairs)
    typer.echo(
        " · ".join(f"{word.in_(lang)} {counts[change.value]}" for change, word in differences.CHANGES.items())
    )


def _versions(library: Library, regulation: str, wanted: dict[str, str]) -> list[TextVersion]:
    """Return the versions. Raises InputRefused with every name that the library does not have."""
    versions = library.named(regulation)
    if not versions:
        titles = sorted({v.full_title for v in library})[:20]
        hint = Text("、".join(titles) or "（法规库是空的）", ", ".join(titles) or "(the library is empty)")
        expected = Text(f"应为已导入的法规：{hint.zh}", f"expected an imported regulation: {hint.en}")
        raise InputRefused([Refusal("REGULATION", expected, regulation)])
    found = {
        option: next((v for v in versions if v.version == name), None) for option, name in wanted.items()
    }
    there = ", ".join(v.version for v in versions)
    refusals = [
        Refusal(
            option, Text(f"应为其版本之一：{there}", f"expected one of its versions: {there}"), wanted[option]
        )
        for option, version in found.items()
        if version is None
    ]
    if refusals:
        raise InputRefused(refusals)
    return [version for version in found.values() if version is not None]
