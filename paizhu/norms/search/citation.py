"""Reading citations of any imported regulation: 监察法67条, 党章45(4), 纪律处分条例2018年第8条, Supervision Law art. 67."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from paizhu.norms.articles import NUMERAL, cited, value
from paizhu.norms.ask.cited import names_of
from paizhu.norms.search.terms import folded

_SHORTEST = 2  # 党章, 宪法, 刑法
_TITLE = re.compile(r"[《》〈〉「」\"“”]")
_PLACE = re.compile(
    rf"""^[\s,的]*
    (?:\(?(?P<year>(?:19|20)\d\d)\s*(?:年)?\s*(?:版|修订|修正|修改)?\)?[\s,的]*)?
    (?:第|arts?\.?\s*|articles?\s*|§\s*)?\s*
    (?P<number>{NUMERAL})\s*(?P<article>条)?
    (?:\s*(?:之|-|—|–)\s*(?P<branch>{NUMERAL}))?
    (?:\s*[,第]*\s*(?P<paragraph>{NUMERAL})\s*款)?
    (?:\s*[,第]*\s*(?:\(\s*(?P<bracketed>{NUMERAL})\s*\)\s*项?|(?P<item>{NUMERAL})\s*项))?
    (?P<after>.?)""",
    re.VERBOSE,
)
_NAMED = re.compile(r"^(?P<name>[^\d第]{3,30}?)\s*(?=第|\d)")
_UNITS = "年月日号天岁人个次元万千百%"


@dataclass(frozen=True, slots=True)
class Citation:
    """One article that a query names. regulations: ids of those that have the name.

    year: of the version, where it is named.  paragraph, item: from 1; None where the whole article is meant.
    span: where it stands in the query as `plain` gives it.
    """

    regulations: tuple[str, ...]
    article: str
    year: int | None = None
    paragraph: int | None = None
    item: int | None = None
    span: tuple[int, int] = (0, 0)


class Citations:
    """Finds citations in queries."""

    def __init__(self, titles: Iterable[tuple[str, Iterable[str]]]) -> None:
        """titles: every regulation's id with its titles and names; an id may come several times."""
        names: dict[str, list[str]] = {}
        for regulation, own in titles:
            known = set(map(folded, own))
            for name in {plain(n) for n in names_of(known) | known}:
                if len(name) >= _SHORTEST and regulation not in names.setdefault(name, []):
                    names[name].append(regulation)
        self._names = names

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest first: 监察法实施条例 is not 监察法.
        ordered = sorted(self._names, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, ordered)) or "(?!)")

    def find(self, query: str) -> list[Citation]:
        """Return what a query, as `plain` gives it, cites, in its order."""
        named = list(self._pattern.finditer(query))
        if not named:
            return list(self._shortened(query))
        ends = [match.start() for match in named[1:]] + [len(query)]
        found = []
        for match, end in zip(named, ends, strict=True):
            citation = self._after(tuple(self._names[match[0]]), query, match.span(), end)
            found += [citation] if citation else []
        if not found and len(named) == 1:
            found = self._before(tuple(self._names[named[0][0]]), query, named[0].span())
        return found

    def _after(
        self, regulations: tuple[str, ...], query: str, name: tuple[int, int], end: int
    ) -> Citation | None:
        rest = query[name[1] : end]
        place = _PLACE.match(rest)
        if place is not None and (
            place["article"] or place["branch"] or not place["after"] or place["after"] not in _UNITS
        ):
            return _read(regulations, place, (name[0], name[1] + place.end() - len(place["after"])))
        return next((Citation(regulations, article, span=name) for _, article in cited(rest)), None)

    def _before(self, regulations: tuple[str, ...], query: str, name: tuple[int, int]) -> list[Citation]:
        """第67条 监察法: the article stands before the name."""
        found = cited(query[: name[0]])
        return [Citation(regulations, article, span=(at, name[1])) for at, article in found[-1:]]

    def _shortened(self, query: str) -> Iterator[Citation]:
        """A name that is none of those known, but whose characters stand in a title in this order: 执纪工作规则29条."""
        match = _NAMED.match(query)
        if match is None:
            return
        title = re.compile(".*".join(map(re.escape, match["name"].strip())))
        near = sorted(
            (name for name in self._names if title.search(name)), key=lambda name: (len(name), name)
        )
        citation = (
            self._after(tuple(self._names[near[0]]), query, match.span("name"), len(query)) if near else None
        )
        if citation is not None:
            yield citation


def plain(query: str) -> str:
    """Return a query in one width and case, without the marks around titles.

    >>> plain("《监察法》第６７条")
    '监察法第67条'
    """
    return _TITLE.sub("", folded(query)).replace("（", "(").replace("）", ")").strip()


def _read(regulations: tuple[str, ...], place: re.Match[str], span: tuple[int, int]) -> Citation | None:
    number, branch = value(place["number"]), value(place["branch"] or "")
    if not number:
        return None
    article = f"{number}-{branch}" if branch else str(number)
    year = int(place["year"]) if place["year"] else None
    item = value(place["item"] or place["bracketed"] or "")
    return Citation(regulations, article, year, value(place["paragraph"] or ""), item, span)
