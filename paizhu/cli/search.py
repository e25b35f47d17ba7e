"""`paizhu search`: the imported articles, found by citation or by words."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Annotated, Any

import typer

from paizhu import places
from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.lines import queries
from paizhu.norms.errors import InvalidInput
from paizhu.norms.search.searcher import Hit, Searcher

app = App()
MOST = 1000  # hits of one query


@app.command(help=_("Search the imported regulations, by citation or in words, Chinese or English."))
def search(
    text: Annotated[str | None, typer.Argument(help=_("What to look for."), show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help=_("Queries, one JSON object a line; needs --json."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help=_("Versions in force on that day, YYYY-MM-DD; else today."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help=_("How many articles."))] = 10,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: JSON."))] = False,
    prepare: Annotated[
        bool,
        typer.Option(
            "--prepare", help=_("Prepare the articles for search by meaning (needs the extra “semantic”).")
        ),
    ] = False,
) -> None:
    """Search for one text, or for every line of a file."""
    from paizhu.cli.days import day

    if prepare:
        _prepare()
        return

    _check_use(text, file, limit, json_=json_)
    today = day(on)
    if file is not None:
        _search_file(file, today, limit)
        return
    found = open_searcher().search(text or "", today, limit=limit)
    if json_:
        output.json_line([entry(hit, today) for hit in found.hits])
    else:
        _say(found.hits, today)


def open_searcher() -> Searcher:
    """Return what searches the library as it is. Raises InvalidInput, saying how to import, when it is empty."""
    from paizhu.cli.pack import base as open_pack
    from paizhu.norms.search.meaning import open_meaning
    from paizhu.norms.search.place import open_index
    from paizhu.norms.texts.library import open_library

    library, base = open_library(places.home()), open_pack()
    if not len(library):
        raise InvalidInput(
            _("There are no texts to search yet. Import some: paizhu norms import FILE|FOLDER...")
        )
    with _progress(_("Indexing"), sum(version.articles for version in library)) as step:
        index = open_index(places.home(), library, base, step)
    return Searcher(library, index, base, open_meaning(places.home(), library, index))


def _prepare() -> None:
    """Prepare what is not prepared yet; say how much that was. Raises InvalidInput without the extra."""
    from paizhu.cli.pack import base as open_pack
    from paizhu.norms.search import meaning
    from paizhu.norms.search.place import open_index
    from paizhu.norms.texts.library import open_library

    if not meaning.installed():
        raise InvalidInput(_("Search by meaning is an extra: pip install 'paizhu[semantic]'."))
    library = open_library(places.home())
    index = open_index(places.home(), library, open_pack())
    with _progress(_("Preparing"), len(index)) as step:
        count = meaning.prepare(places.home(), library, index, lambda done, _all: step(done))
    message = ngettext("{count} article prepared.", "{count} articles prepared.", count)
    typer.echo(message.format(count=count))


def entry(hit: Hit, on: date) -> dict[str, Any]:
    """Return a hit as programs read it."""
    version = hit.version
    return {
        "regulation": version.regulation,
        "version": version.version,
        "article": hit.article,
        "score": hit.score,
        "snippet": hit.snippet,
        "title": version.full_title,
        "exact": hit.exact,
        "in_force": version.in_force(on).value,
    }


def _check_use(text: str | None, file: Path | None, limit: int, *, json_: bool) -> None:
    if (text is None) == (file is None):
        raise InvalidInput(_("Give either a text or --file."))
    if text is not None and not text.strip():
        raise InvalidInput(_("The text is empty; expected words or a citation."))
    if file is not None and not json_:
        raise InvalidInput(_("--file answers for programs: add --json."))
    if not 1 <= limit <= MOST:
        raise InvalidInput(
            _("--limit {given}: expected a number from 1 to {most}.").format(given=limit, most=MOST)
        )


def _search_file(file: Path, today: date, limit: int) -> None:
    lines = queries(file)
    searcher = open_searcher()
    for line in lines:
        found = searcher.search(line.text, line.on or today, limit=limit)
        output.json_line({"id": line.id, "hits": [entry(hit, line.on or today) for hit in found.hits]})


def _say(hits: tuple[Hit, ...], today: date) -> None:
    from paizhu.cli.language import chosen
    from paizhu.norms.articles import article_en, article_zh
    from paizhu.norms.texts.library import Force

    if not hits:
        typer.echo(_("Nothing found. Try fewer or other words."))
    for hit in hits:
        name = article_en(hit.article) if chosen() == "en" else article_zh(hit.article)
        lapsed = _(" (no longer in force)") if hit.version.in_force(today) is Force.NO else ""
        if lapsed and hit.latest:
            lapsed = _(" (no longer in force; no later version has been imported)")
        typer.echo(f"《{hit.version.full_title}》 {hit.version.version} {name}{lapsed}")
        typer.echo(f"    {hit.snippet}")


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far the index is, when a person watches and it takes its time."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, visible=False)

        def step(done: int) -> None:
            bar.update(task, completed=done, visible=True)

        yield step


def _silent(_done: int) -> None:
    """Say nothing."""
