"""What is indexed of each article of the library: its text, the headings above it, and how people ask about it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from paizhu.norms.base import Base
from paizhu.norms.search.terms import folded
from paizhu.norms.texts.library import Library


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. version: its place in `library.versions`.  asked: the pack's gists and phrasings of its norms."""

    version: int
    number: str
    text: str
    headings: str
    asked: str

    @property
    def fields(self) -> tuple[str, str, str]:
        """The texts that are searched, in the order of `rules.FIELDS`."""
        return folded(self.text), folded(self.headings), folded(self.asked)


def entries(library: Library, base: Base) -> Iterator[Entry]:
    """Yield every article of every version in the library, in its order."""
    asked = _asked(base)
    for n, version in enumerate(library.versions):
        for article in library.text(version).articles:
            ways = asked.get((version.regulation, version.version, article.number), ())
            headings = " ".join((version.full_title, *version.names, *article.under))
            yield Entry(n, article.number, article.plain, headings, " ".join(ways))


def _asked(base: Base) -> dict[tuple[str, str, str], list[str]]:
    """The encoder's words for each article, and the questions that its norms answer."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for norm in base.norms.values():
        place = (norm.regulation, norm.version, norm.article)
        found[place] += [norm.gist.zh, norm.gist.en]
    for phrasing in base.pack.phrasings:
        of = base.norms.get(phrasing.norm)
        if of is not None:
            found[of.regulation, of.version, of.article] += phrasing.asks
    return found
