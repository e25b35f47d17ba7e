"""The body of a text, row by row: headings, articles with what belongs to them, appendices."""

from dataclasses import dataclass

from paizhu.norms.texts import labels
from paizhu.norms.texts.building import Builder
from paizhu.norms.texts.labels import ArticleLabel, HeadingLabel, Style
from paizhu.norms.texts.model import Appendix, Article, Doubt, Finding, Heading, Level, Line
from paizhu.norms.texts.source import Row

_WIDEST_FIRST = [Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION]


@dataclass(slots=True)
class _Open:
    """The article or appendix that rows go to now. quotes: it cites articles that stand elsewhere."""

    label: str
    title: str
    number: int
    branch: int
    line: int
    apart: bool
    builder: Builder
    quotes: bool = False

    @property
    def id(self) -> str:
        return f"{self.number}-{self.branch}" if self.branch else str(self.number)


class Body:
    """Takes the rows of a body in order. parts: the text counts 一、二、… in place of articles."""

    def __init__(self, findings: list[Finding], *, parts: bool) -> None:
        self.findings = findings
        self.headings: list[Heading] = []
        self.articles: list[Article] = []
        self.appendices: list[Appendix] = []
        self.strays: list[Line] = []
        self.preamble = Builder(findings)
        self._parts = parts
        self._article: _Open | None = None
        self._appendix: _Open | None = None
        self._under: list[Heading] = []
        self._depths: dict[int, Level] = {}
        self._last_heading: dict[Level, Heading] = {}
        self._in_preamble = False

    def before(self, row: Row) -> None:
        """Take a row of the preamble."""
        self._add(self.preamble, row)

    def take(self, row: Row) -> None:
        """Take the next row."""
        if self._appendix is not None:
            self._in_appendix(self._appendix, row)
        elif heading := labels.heading(row.text, marked=bool(row.depth)):
            self._heading(heading, row)
        elif label := self._begins_article(row):
            self._begin(label, row)
        elif self.started and (appendix := labels.appendix(row.text)):
            self._begin_appendix(appendix, row)
        elif self._article is not None and not row.depth:
            self._add(self._article.builder, row)
        elif self._in_preamble and not row.depth:
            self._add(self.preamble, row)
        else:
            self._stray(row, "between a heading and an article")

    def _quoted(self, row: Row) -> bool:
        """Whether the row is what an amendment inserts elsewhere: it stands after the colon of an article."""
        article = self._article
        if article is None or row.depth or not (article.quotes or article.builder.ends_with_colon):
            return False
        article.quotes = True
        return True

    @property
    def started(self) -> bool:
        """Whether an article has begun."""
        return bool(self.articles) or self._article is not None

    def close(self) -> None:
        """Close what is open."""
        self._close_article()
        self._close_appendix()

    def _heading(self, found: HeadingLabel, row: Row) -> None:
        if self._article is not None and self._quoted(row):
            self.findings.append(Finding(Doubt.REFERENCE, row.line, row.text[:40]))
            self._add(self._article.builder, row)
            return
        self._close_article()
        level = found.level
        if found.number:
            self._check_heading(found, row.line)
            if row.depth:
                self._depths.setdefault(row.depth, level)
        else:
            # 附则 without a number stands beside the widest headings, unless the file's mark-up says otherwise.
            widest = min(self._last_heading, key=_WIDEST_FIRST.index, default=level)
            level = self._depths.get(row.depth, widest)
        heading = Heading(level, str(found.number or ""), found.label, found.title, row.line)
        self.headings.append(heading)
        if found.number:
            self._last_heading[level] = heading
        rank = _WIDEST_FIRST.index(level)
        self._under = [h for h in self._under if _WIDEST_FIRST.index(h.level) < rank] + [heading]
        self._in_preamble = found.title in labels.BEFORE_ARTICLES

    def _check_heading(self, found: HeadingLabel, line: int) -> None:
        last = self._last_heading.get(found.level)
        before = int(last.number) if last else 0
        # Chapters may count through a whole code, or begin anew in each part.
        if found.number not in {before + 1, 1} or (found.number == before == 1 and last in self._under):
            self._doubt(found.number, before, found.label, line)

    def _doubt(self, number: int, before: int, value: str, line: int) -> None:
        doubt = Doubt.REPEATED if number == before else Doubt.GAP if number > before else Doubt.ORDER
        self.findings.append(Finding(doubt, line, value))

    def _begins_article(self, row: Row) -> ArticleLabel | None:
        if self._parts:
            item = labels.item(row.text)
            if item is None or item.style is not Style.CHINESE:
                return None
            return ArticleLabel(item.number, 0, item.label, item.rest, apart=True, refers=False)
        label = labels.article(row.text)
        if label is None:
            return None
        if label.branch and not label.apart and not (self.started and self._follows(label)):
            label = labels.without_branch(label)
        if self._is_article(label) and not (not self._follows(label) and self._quoted(row)):
            return label
        self.findings.append(Finding(Doubt.REFERENCE, row.line, row.text[:40]))
        return None

    def _is_article(self, label: ArticleLabel) -> bool:
        if self._follows(label):
            return label.apart or not label.refers
        if label.apart:
            return not label.refers
        # Without a space it may as well be a sentence about another article; a later number is the likelier article.
        spaced = self._article is not None and self._article.apart
        return not spaced and not label.refers and label.number > self._last[0]

    @property
    def _last(self) -> tuple[int, int]:
        if self._article is not None:
            return self._article.number, self._article.branch
        if not self.articles:
            return 0, 0
        number, _, branch = self.articles[-1].number.partition("-")
        return int(number), int(branch or 0)

    def _follows(self, label: ArticleLabel) -> bool:
        number, branch = self._last
        if not self.started:
            return True
        return (label.number, label.branch) in {(number + 1, 0), (number, branch + 1)}

    def _begin(self, label: ArticleLabel, row: Row) -> None:
        number, branch = self._last
        if self.started and not self._follows(label):
            self._doubt(*_comparable(label, number, branch), label.label, row.line)
        self._close_article()
        self._in_preamble = False
        builder = Builder(self.findings)
        if label.rest:
            self._add(builder, Row(row.line, label.rest))
        self._article = _Open(label.label, "", label.number, label.branch, row.line, label.apart, builder)

    def _close_article(self) -> None:
        if self._article is None:
            return
        done, self._article = self._article, None
        paragraphs = done.builder.done()
        if not paragraphs:
            self.findings.append(Finding(Doubt.EMPTY, done.line, done.label))
        under = tuple(str(heading) for heading in self._under)
        self.articles.append(Article(done.id, done.label, done.line, paragraphs, under))

    def _begin_appendix(self, found: tuple[str, str], row: Row) -> None:
        self.close()
        self._appendix = _Open(found[0], found[1], 0, 0, row.line, apart=True, builder=Builder(self.findings))

    def _in_appendix(self, appendix: _Open, row: Row) -> None:
        found = labels.appendix(row.text)
        if found:
            self._begin_appendix(found, row)
        else:
            self._add(appendix.builder, row)

    def _close_appendix(self) -> None:
        if self._appendix is not None:
            done, self._appendix = self._appendix, None
            self.appendices.append(Appendix(done.label, done.title, done.line, done.builder.done()))

    def _add(self, builder: Builder, row: Row) -> None:
        item = labels.item(row.text)
        if row.close and item is None and builder.ends_open:
            builder.goes_on(row.text)
        elif item is None or (item.style is Style.NUMBER and not builder.opens_list):
            builder.paragraph(row.text, row.line)
        elif item.style is Style.CIRCLED and not builder.opens_list:
            self._stray(row, "a note")
        else:
            builder.item(item, row.line)

    def _stray(self, row: Row, why: str) -> None:
        self.strays.append(Line(row.text, row.line, why))
        self.findings.append(Finding(Doubt.STRAY, row.line, row.text[:40]))


def _comparable(label: ArticleLabel, number: int, branch: int) -> tuple[int, int]:
    """The number of the label and the one before it, so that 之一 after 之三 compares by its branch."""
    if label.number == number:
        return label.branch, branch
    return label.number, number
