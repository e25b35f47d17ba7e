"""Whether the quotes of encoded norms stand in the imported article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from paizhu.norms.model import Norm
from paizhu.norms.texts.model import RegulationText

_SPACE = re.compile(r"\s+")


class Fault(StrEnum):
    NO_ARTICLE = "no_article"
    NOT_IN_ARTICLE = "not_in_article"


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """A norm whose quote does not stand where the norm says."""

    norm: str
    article: str
    quote: str
    fault: Fault


def faults_of(norms: Iterable[Norm], text: RegulationText) -> tuple[QuoteFault, ...]:
    """Return the norms, of those given, whose quote is not in their article; norms without an article are not judged."""
    judged = [norm for norm in norms if norm.article[:1].isdecimal() and norm.quote]
    wanted = {norm.article for norm in judged}
    plain: dict[str, list[str]] = {}
    for article in text.articles:
        # Where a number stands twice, either may be meant.
        if article.number in wanted:
            plain.setdefault(article.number, []).append(_narrow(article.label + article.plain))
    found = []
    for norm in judged:
        stands = "".join(plain.get(norm.article, ()))
        if not stands:
            found.append(QuoteFault(norm.id, norm.article, norm.quote, Fault.NO_ARTICLE))
        elif _narrow(norm.quote) not in stands:
            found.append(QuoteFault(norm.id, norm.article, norm.quote, Fault.NOT_IN_ARTICLE))
    return tuple(found)


def _narrow(text: str) -> str:
    return _SPACE.sub("", text)
