"""Finding articles and norms: by citation (派驻规则25, Stationed Bodies Rules art. 25), else by words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from paizhu.norms.articles import NUMERAL, value
from paizhu.norms.ask.normalise import normalise
from paizhu.norms.base import Base
from paizhu.norms.model import Norm, Provision, Regulation, Version

LONGEST = 100
MOST = 40
_NUMBERED = re.compile(
    rf"^(?P<name>.*?)[\s,，]*(?:第|arts?\.?|article)?\s*(?P<number>{NUMERAL})\s*条?(?:[之-](?P<branch>{NUMERAL}))?$"
)
_SPLIT = re.compile(r"[\s,，、;；。?？]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Articles cited, and norms that have all the words; `more` of them are not listed."""

    articles: list[tuple[Regulation, Version, Provision]]
    norms: list[Norm]
    more: int


def find(base: Base, text: str) -> Found:
    """Return what the text cites; where it cites nothing, the norms in which all its words stand."""
    plain = normalise(text)[:LONGEST].lower()
    articles = _cited(base, plain)
    norms = [] if articles or not plain else list(_with_words(base, _SPLIT.split(plain)))
    return Found(articles, norms[:MOST], len(norms[MOST:]))


def _cited(base: Base, plain: str) -> list[tuple[Regulation, Version, Provision]]:
    match = _NUMBERED.match(plain.replace("《", "").replace("》", ""))
    if match is None:
        return []
    number, branch = value(match["number"]), value(match["branch"]) if match["branch"] else None
    article = f"{number}-{branch}" if branch else str(number)
    return [
        (regulation, version, provision)
        for regulation in base.regulations.values()
        if _named(regulation, match["name"].strip())
        for version in reversed(regulation.versions)
        for provision in version.provisions
        if provision.article == article
    ]


def _named(regulation: Regulation, name: str) -> bool:
    if len(name) < 2:  # noqa: PLR2004  one letter is in every title
        return False
    titles = (
        regulation.title.zh,
        regulation.short.zh,
        regulation.title.en,
        regulation.short.en,
        *regulation.names,
    )
    return any(name in title.lower() or title.lower() in name for title in titles)


def _with_words(base: Base, words: list[str]) -> Iterable[Norm]:
    wanted = [word for word in words if word]
    for norm in base.norms.values():
        regulation, act = base.regulations[norm.regulation], base.acts[norm.act]
        kinds = [base.kinds[k].name for k in (*norm.bearers, *norm.toward)]
        texts = (norm.gist, act.name, regulation.title, regulation.short, *kinds)
        whole = "\n".join([norm.quote, norm.id, *(t.zh for t in texts), *(t.en for t in texts)]).lower()
        if all(word in whole for word in wanted):
            yield norm
