"""The regulations and articles that a question names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from paizhu.norms.articles import cited as cited_articles
from paizhu.norms.ask.words import Words
from paizhu.norms.base import Base
from paizhu.norms.model import Regulation

_SHORTEST = 3  # characters of a name that may stand for a regulation
_BEFORE = 20  # an article may be named a little before its regulation
_TITLE = re.compile(r"《([^》]{2,60})》")
_PREFIXES = (
    "中华人民共和国",
    "中国共产党",
    "纪检监察机关",
    "党的纪律检查机关",
    "中国共产党纪律检查机关",
    "纪律检查机关",
    "公职人员",
)


def names_of(titles: Iterable[str]) -> set[str]:
    """Return the names that stand for a regulation of these titles: without prefixes, marks of trial, brackets.

    >>> sorted(names_of(["中华人民共和国监察法"]))
    ['中华人民共和国监察法', '监察法']
    """
    whole = set(titles)
    shortened = whole | {title.removeprefix(prefix) for title in whole for prefix in _PREFIXES}
    plain = {title.replace("（", "(").replace("）", ")") for title in shortened}
    names = plain | {n.replace("(试行)", "") for n in plain} | {n.replace("党委(党组)", "") for n in plain}
    return {name for name in names if len(name) >= _SHORTEST}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a question cites. missing: an article the regulation does not have; unknown: a title the base has not."""

    regulation: str | None = None
    article: str | None = None
    missing: str | None = None
    unknown: str | None = None
    rest: str = ""


class Citations:
    """Finds citations in questions."""

    def __init__(self, base: Base) -> None:
        self._base = base

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for regulation in self._base.regulations.values():
            for name in names_of((regulation.title.zh, regulation.short.zh, *regulation.names)):
                names.setdefault(name, regulation.id)
            subject, _, kind = regulation.short.en.lower().rpartition(" ")
            turned = (f"{kind} on {subject}", f"{kind} on the {subject}", f"{kind} for {subject}")
            for title in (regulation.title.en.lower(), regulation.short.en.lower(), *turned):
                names.setdefault(title, regulation.id)
        return names

    @cached_property
    def _words(self) -> Words:
        return Words(self._names)

    def find(self, text: str, on: date) -> Cited:
        """Return what a (normalised) question cites, and the question without it."""
        for match in _TITLE.finditer(text):
            if not any(self._words.find(match[1])):
                return Cited(unknown=match[1], rest=text)
        start, name = next(self._words.find(text.lower()), (0, None))
        if name is None:
            return Cited(rest=text)
        regulation = self._names[name]
        articles = [a for position, a in cited_articles(text) if position >= start - _BEFORE]
        if not articles:
            return Cited(regulation, rest=text)
        article = articles[0]
        if self._absent(self._base.regulations[regulation], article, on):
            return Cited(regulation, missing=article, rest=text)
        return Cited(regulation, article, rest=text)

    def _absent(self, regulation: Regulation, article: str, on: date) -> bool:
        number = int(article.partition("-")[0])
        versions = [v for v in regulation.versions if v.in_force(on)] or list(regulation.versions)
        return all(number > v.articles for v in versions)
