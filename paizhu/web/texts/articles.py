"""An article as pages show it: paragraphs and items in order, the norms read from it, what is wrong with their quotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise

from paizhu.norms import wording
from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.base import Base
from paizhu.norms.model import Norm
from paizhu.norms.texts.library import TextVersion
from paizhu.norms.texts.model import Article, Item, Paragraph, RegulationText
from paizhu.norms.texts.quotes import faults_of
from paizhu.norms.texts.verdicts import quote_fault
from paizhu.web import links, shown


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item; depth 1 is directly below the paragraph."""

    depth: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphView:
    text: str
    items: list[ItemLine]


@dataclass(frozen=True, slots=True)
class NormLine:
    """A norm beside its article. fault: what is wrong with its quote, or ""."""

    modality: str
    modality_word: str | Promise
    bearer: str
    act: str
    link: str
    fault: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article. place: its address.  history: that of its way through the versions, or "".  depth: of its heading."""

    number: str
    name: str
    label: str
    anchor: str
    place: str
    history: str
    paragraphs: list[ParagraphView]
    depth: int
    norms: list[NormLine] = field(default_factory=list)


class Articles:
    """Makes the views of one version's articles; anchors of numbers that stand twice differ."""

    def __init__(
        self, base: Base, version: TextVersion, text: RegulationText, lang: str, *, history: bool
    ) -> None:
        self.base, self.version, self.lang, self.history = base, version, lang, history
        norms = norms_of(base, version)
        self.faults = {fault.norm: quote_fault(fault, lang) for fault in faults_of(norms, text)}
        self.norms: dict[str, list[Norm]] = {}
        for norm in norms:
            self.norms.setdefault(norm.article, []).append(norm)
        self._anchors: set[str] = set()

    def view(self, article: Article, depth: int) -> ArticleView:
        """Return one article; depth: of its HTML heading."""
        anchor = f"art-{article.number}"
        while anchor in self._anchors:
            anchor += "-again"
        self._anchors.add(anchor)
        of = self.version
        return ArticleView(
            number=article.number,
            name=article_en(article.number) if self.lang == "en" else article.label,
            label=article.label,
            anchor=anchor,
            place=links.text(of.regulation, of.version, article.number),
            history=links.history(of.regulation, of.version, article.number) if self.history else "",
            paragraphs=paragraphs(article.paragraphs),
            depth=depth,
            norms=[self._norm(norm) for norm in self.norms.get(article.number, ())],
        )

    def _norm(self, norm: Norm) -> NormLine:
        return NormLine(
            modality=norm.modality.value,
            modality_word=shown.MODALITY_WORDS[norm.modality.value],
            bearer=wording.name_of(self.base, norm.bearers[0], self.lang),
            act=self.base.acts[norm.act].name.in_(self.lang),
            link=links.norm(norm),
            fault=self.faults.get(norm.id, ""),
        )


def norms_of(base: Base, version: TextVersion) -> list[Norm]:
    """Return the norms that are read from the version."""
    return [n for n in base.pack.norms if (n.regulation, n.version) == (version.regulation, version.version)]


def paragraphs(of: Iterable[Paragraph]) -> list[ParagraphView]:
    """Return paragraphs with their items in one row."""
    return [ParagraphView(p.text, list(_items(p.items, 1))) for p in of]


def _items(items: Iterable[Item], depth: int) -> Iterator[ItemLine]:
    for item in items:
        yield ItemLine(depth, item.label, item.text)
        yield from _items(item.items, depth + 1)


def name(number: str, lang: str) -> str:
    """Return the name of an article without a text to print its label."""
    return article_en(number) if lang == "en" else article_zh(number)
