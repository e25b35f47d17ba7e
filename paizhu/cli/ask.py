"""`paizhu ask`: a question in words, or a file of them."""

import gc
import sys
from collections.abc import Iterable
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.exits import UNANSWERABLE
from paizhu.cli.lines import Line, questions
from paizhu.norms.errors import InvalidInput

app = App()


@app.command(help=_("Ask who owes what to whom, in Chinese or English."))
def ask(
    text: Annotated[str | None, typer.Argument(help=_("The question."), show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help=_("Questions, one JSON object a line; needs --json."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=_("The day it is about, YYYY-MM-DD."))] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=_("zh or en; else the question's own."))] = None,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))] = False,
) -> None:
    """Answer one question, or every line of a file."""
    from paizhu.cli.days import day

    _check_use(text, file, lang, json_)
    today = day(on)
    if file is not None:
        _answer_file(file, today, lang)
        return
    from paizhu.cli.pack import asker as open_asker
    from paizhu.cli.registry_here import answer, here_for
    from paizhu.norms.ask.normalise import language, normalise

    asker = open_asker()
    spoken = lang or ("en" if language(normalise(text or "")) == "en" else "zh")
    result = answer(asker, here_for(text or "", asker.base), text or "", today, spoken)
    if json_:
        output.json_line(result)
    else:
        from paizhu.cli.card import show

        show(result, spoken)
    if result["answer"] == "unanswerable":
        raise typer.Exit(UNANSWERABLE)


def _check_use(text: str | None, file: Path | None, lang: str | None, json_: bool) -> None:
    if (text is None) == (file is None):
        raise InvalidInput(_("Give either a question or --file."))
    if file is not None and not json_:
        raise InvalidInput(_("--file answers for programs: add --json."))
    if lang not in (None, "zh", "en"):
        raise InvalidInput(_("--lang {given!r}: expected zh or en.").format(given=lang))


def _answer_file(file: Path, today: date, lang: str | None) -> None:
    from paizhu.cli.pack import asker as open_asker
    from paizhu.cli.registry_here import answer, here

    lines = questions(file)
    asker = open_asker()
    registry = here(asker.base)
    gc.freeze()  # what is open now stays: one question in four hundred would wait while all of it is looked through
    for line in _with_progress(lines):
        answered = answer(asker, registry, line.text, line.on or today, lang or "zh")
        output.json_line({"id": line.id, **answered})


def _with_progress(lines: list[Line]) -> Iterable[Line]:
    """The lines, with a bar on standard error when a person watches it."""
    if not sys.stderr.isatty() or len(lines) < 20:  # noqa: PLR2004  a handful is over before a bar is drawn
        return lines
    from rich.console import Console
    from rich.progress import track

    return track(lines, description=_("Answering"), console=Console(stderr=True))
