"""Searching the library on a day: what the query cites first, then the articles whose words come nearest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from paizhu.norms.ask.normalise import normalise
from paizhu.norms.base import Base
from paizhu.norms.search.citation import Citation, Citations, plain
from paizhu.norms.search.index import Index, best
from paizhu.norms.search.lexicon import widened
from paizhu.norms.search.meaning import Meaning, lifted
from paizhu.norms.search.rules import EXPANSION, HALF, LAPSED, LONGEST, MOST_TERMS, WORTH
from paizhu.norms.search.snippets import Words, snippet, words
from paizhu.norms.search.terms import PAIR, terms
from paizhu.norms.texts.library import Force, Library, TextVersion
from paizhu.norms.texts.model import Article


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. score: 1 where the query cites it, else between 0 and 1, comparable within one answer.

    exact: the query cites it.  snippet: the part of it that answers best.  latest: no later version is in the library,
    so that of one that lapsed the successor is missing, or there is none.
    """

    version: TextVersion
    article: str
    score: float
    exact: bool
    snippet: str
    latest: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, the best first. total: how many there are, those cited included; an article far below the best is none.

    sought: what to mark in them.
    """

    hits: tuple[Hit, ...]
    total: int
    sought: Words


class Searcher:
    """Searches one state of the library. Read only: any number of threads may use it."""

    def __init__(self, library: Library, index: Index, base: Base, meaning: Meaning | None = None) -> None:
        """meaning: lifts what says the same in other words; None where the extra is not there."""
        self._meaning = meaning
        self._library, self._index, self._rows = library, index, base.pack.lay_words
        self._versions = library.versions
        self._citations = Citations(_titles(library, base))
        self._latest = {versions[-1].digest for versions in library.regulations.values()}
        self._places = {(v.regulation, v.version): n for n, v in enumerate(self._versions)}

    def search(
        self, query: str, on: date, *, limit: int, skip: int = 0, regulation: str | None = None
    ) -> Found:
        """Return the hits after the first `skip`, `limit` at most.

        on: the versions in force on that day are searched; of a regulation without one, the newest that began before.
        regulation: id of the only regulation to search, or None.
        """
        asked = plain(normalise(query)[:LONGEST])
        citations = self._citations.find(asked)
        exact = list(self._exact(citations, on, regulation, asked))
        # What is cited has been looked up; what else was typed is searched.
        rest = _without(asked, citations) if exact else asked
        legal = widened(rest, self._rows)
        sought = words(rest, legal)
        if exact and not sought.typed:
            rest, legal = "", ()  # nothing but an "and" between two citations
        scores = self._scores(rest, legal, self._standing(on, regulation)[self._index.versions])
        scores[[at for hit in exact if (at := self._at(hit)) is not None]] = 0
        scores[scores < scores.max(initial=0) * WORTH] = 0
        near = self._near(scores, skip + limit, sought)
        total = len(exact) + int(np.count_nonzero(scores))
        return Found((*exact, *near)[skip : skip + limit], total, sought)

    def _scores(
        self, rest: str, legal: tuple[str, ...], standing: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        by_words = self._index.scores(wanted(rest, legal), MOST_TERMS)
        if self._meaning is None or not rest.strip():
            return by_words * standing
        return lifted(by_words, standing, self._meaning, rest)

    def _standing(self, on: date, regulation: str | None) -> NDArray[np.float32]:
        """What the score of each version's articles is multiplied by on the day."""
        weights = np.zeros(len(self._versions) or 1, np.float32)
        for version, in_force in standing(self._library, on):
            if regulation in (None, version.regulation):
                weights[self._places[version.regulation, version.version]] = 1.0 if in_force else LAPSED
        return weights

    def _near(self, scores: NDArray[np.float32], count: int, sought: Words) -> Iterator[Hit]:
        for one in best(scores, count):
            version, number = self._versions[self._index.versions[one.at]], self._index.number(one.at)
            shown = snippet(self._index.text(one.at), sought)
            score, latest = round(one.score / (one.score + HALF), 4), version.digest in self._latest
            yield Hit(version, number, score, exact=False, snippet=shown, latest=latest)

    def _at(self, hit: Hit) -> int | None:
        return self._index.find(self._places[hit.version.regulation, hit.version.version], hit.article)

    def _exact(
        self, citations: list[Citation], on: date, regulation: str | None, asked: str
    ) -> Iterator[Hit]:
        seen = set()
        for citation in citations:
            for version in self._cited(citation, on):
                article = self._library.text(version).article(citation.article)
                key = (version.digest, citation.article)
                if article is not None and key not in seen and regulation in (None, version.regulation):
                    seen.add(key)
                    shown = _part(article, citation) or snippet(article.plain, words(asked, ()))
                    latest = version.digest in self._latest
                    yield Hit(version, article.number, 1.0, exact=True, snippet=shown, latest=latest)

    def _cited(self, citation: Citation, on: date) -> Iterator[TextVersion]:
        """The versions a citation means: those of its year, else the one that stands on the day."""
        for regulation in citation.regulations:
            if citation.year is None:
                yield from (v for v, _ in standing(self._library, on) if v.regulation == regulation)
            else:
                yield from (v for v in self._library.of(regulation) if citation.year in _years(v))


def standing(library: Library, on: date) -> list[tuple[TextVersion, bool]]:
    """Return the version of each regulation that a search on a day looks into, and whether it is in force.

    Of a regulation without one in force that is the newest that began before: its successor is not in the library, and to
    say nothing would hide that.
    """
    in_force = {v.regulation: (v, True) for v in library.on(on)}
    for regulation, versions in library.regulations.items():
        begun = [v for v in versions if (v.since or v.earliest or date.min) <= on]
        if regulation not in in_force and begun:
            in_force[regulation] = (begun[-1], begun[-1].in_force(on) is not Force.NO)
    return [in_force[regulation] for regulation in sorted(in_force)]


def _titles(library: Library, base: Base) -> Iterator[tuple[str, tuple[str, ...]]]:
    for version in library.versions:
        known = base.regulations.get(version.regulation)
        english = (known.title.en, known.short.en) if known else ()
        yield version.regulation, (version.title, *version.names, *english)


def _without(asked: str, citations: list[Citation]) -> str:
    for start, end in sorted((c.span for c in citations), reverse=True):
        asked = f"{asked[:start]} {asked[end:]}"
    return asked


def wanted(text: str, legal: tuple[str, ...]) -> Mapping[int, float]:
    """Return the terms to look for, with their weights: what was typed counts whole, what was added less.

    Of what was added only the pairs and words: its single characters stand almost everywhere, and cost the most time.
    """
    added, typed = (set(terms([words])[0].tolist()) for words in ("\n".join(legal), text))
    return {term: EXPANSION for term in added if term >= PAIR} | dict.fromkeys(typed, 1.0)


def _years(version: TextVersion) -> set[int]:
    days = (version.since, version.earliest)
    own = {int(version.version)} if version.version.isdecimal() else set()
    return own | {day.year for day in days if day}


def _part(article: Article, citation: Citation) -> str:
    """The paragraph or item that a citation names; empty where the article has none of that number."""
    paragraphs = article.paragraphs
    if citation.paragraph is not None:
        paragraphs = paragraphs[citation.paragraph - 1 : citation.paragraph]
    if citation.item is not None:
        items = [item for p in paragraphs for item in p.items if item.number == str(citation.item)]
        if items:
            return items[0].label + items[0].text
        # 党章45(4) is also how people write the fourth paragraph.
        paragraphs = paragraphs[citation.item - 1 : citation.item] if citation.paragraph is None else ()
    if citation.paragraph is None and citation.item is None:
        return ""
    return paragraphs[0].text if paragraphs else ""
