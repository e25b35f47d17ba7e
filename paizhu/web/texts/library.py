"""The library as pages see it: versions on a list, one version in an address, comparisons that are made once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paizhu import places
from paizhu.norms.texts.compare import Pair, compare
from paizhu.norms.texts.library import Force, Library, TextVersion, open_library, read_text
from paizhu.norms.texts.model import RegulationText
from paizhu.web import links

FORCE_WORDS: dict[Force, str | Promise] = {
    Force.YES: _("in force"),
    Force.NO: _("not in force"),
    Force.UNCERTAIN: _("day of effect not stated"),
}
FORCE_ICONS = {Force.YES: "check", Force.NO: "circle-x", Force.UNCERTAIN: "help-circle"}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version on a list. encoded: the pack's page of it, or "".

    last: its last day, inclusive; None while it stands.  at_latest: it may have ended before.
    """

    id: str
    title: str
    since: date | None
    last: date | None
    at_latest: bool
    force: str
    force_word: str | Promise
    force_icon: str
    articles: int
    format: str
    file: str
    link: str
    encoded: str


def opened() -> Library:
    """Return the library as it is now."""
    return open_library(places.home())


def version_or_404(library: Library, regulation: str, version: str) -> TextVersion:
    """Return the version of an address."""
    found = library.get(regulation, version)
    if found is None:
        raise Http404
    return found


def imported(regulation: str, version: str) -> VersionLine | None:
    """Return the imported text of a version of the pack; None where there is none."""
    found = opened().get(regulation, version)
    return line(found) if found else None


def line(version: TextVersion) -> VersionLine:
    """Return a version as lists show it."""
    force = version.in_force(timezone.localdate())
    return VersionLine(
        id=version.version,
        title=version.full_title,
        since=version.since,
        last=version.last,
        at_latest=version.is_last_at_latest,
        force=force.value,
        force_word=FORCE_WORDS[force],
        force_icon=FORCE_ICONS[force],
        articles=version.articles,
        format=version.format,
        file=version.file,
        link=links.text(version.regulation, version.version),
        encoded=links.version(version.regulation, version.version) if version.in_pack else "",
    )


def text_of(library: Library, version: TextVersion) -> RegulationText:
    """Return what a version says; a text is the same for ever, so the last few are kept."""
    return _text(library.folder, version.digest)


def pairs_of(library: Library, old: TextVersion, new: TextVersion) -> tuple[Pair, ...]:
    """Return the comparison of two versions; the last few are kept."""
    return _pairs(library.folder, old, new)


@lru_cache(maxsize=16)
def _text(folder: Path, digest: str) -> RegulationText:
    return read_text(folder, digest)


@lru_cache(maxsize=32)
def _pairs(folder: Path, old: TextVersion, new: TextVersion) -> tuple[Pair, ...]:
    library = Library(folder)
    return compare(text_of(library, old), text_of(library, new))
