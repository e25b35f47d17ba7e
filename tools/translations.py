"""Brings the catalogues in line with the source: new strings come in empty, those no longer used go.

Run it after changing a visible string, fill in what it names, and start ./run or ./test to compile.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import django.conf
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "paizhu/locale").glob("*/LC_MESSAGES/django.po"))
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main() -> None:
    """Update every catalogue and name what is left to translate."""
    for path in CATALOGUES:
        catalogue = update(read(path))
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, no_location=True, ignore_obsolete=True, sort_output=True)
        for message in missing(catalogue):
            print(f"{path.relative_to(ROOT)}: {message.id!r} has no translation")


def read(path: Path) -> Catalog:
    """Return the catalogue in the file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def used() -> Catalog:
    """Return a catalogue of every string that pages, commands, and Typer on our behalf, can show."""
    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=True)
    strings = Catalog(fuzzy=False)
    for source in [*_python_sources(), *_template_sources()]:
        for _, ids, _, context in extract("python", source, keywords=_KEYWORDS):
            _refuse_two_plurals(strings, ids, context)
            strings.add(ids, context=context)
    return strings


def _refuse_two_plurals(strings: Catalog, ids: str | tuple[str, ...], context: str | None) -> None:
    """A catalogue knows a string by its singular: of two with different plurals one would get the other's words."""
    known = strings.get(ids if isinstance(ids, str) else ids[0], context)
    if known is not None and isinstance(ids, tuple) and known.id != ids:
        raise SystemExit(
            f"{known.id} and {ids} have one singular: give one of them a context. Nothing was changed."
        )


def update(catalogue: Catalog) -> Catalog:
    """Return the catalogue with exactly the strings that are used."""
    strings = used()
    strings.creation_date = catalogue.creation_date
    catalogue.update(strings, no_fuzzy_matching=True)
    return catalogue


def missing(catalogue: Catalog) -> list[Message]:
    """Return the used strings that the catalogue lacks, or has only as a guess."""
    found = [(message, catalogue.get(message.id, message.context)) for message in used() if message.id]
    return [wanted for wanted, given in found if given is None or given.fuzzy or not _complete(given)]


def _complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _python_sources() -> Iterator[io.BytesIO]:
    ours = (path for path in (ROOT / "paizhu").rglob("*.py") if "tests" not in path.parts)
    for path in sorted([*ours, *Path(typer.__file__).parent.rglob("*.py")]):
        yield io.BytesIO(path.read_bytes())


def _template_sources() -> Iterator[io.BytesIO]:
    for path in sorted((ROOT / "paizhu").rglob("templates/**/*.html")):
        yield io.BytesIO(templatize(path.read_text(encoding="utf-8")).encode())


if __name__ == "__main__":
    main()
