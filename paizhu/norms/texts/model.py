"""What a regulation's text says, as read from one file: headings, articles, paragraphs, items, appendices.

Every part knows its line in the source: the line of a text file, the paragraph of a DOCX file. Labels stand as the
source prints them ("第四十六条", "(一)"); numbers are as the pack writes them ("46", "260-1").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """The rank of a heading; a text may use any of them, or none."""

    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body. number: "3" of 第三章; empty where it has none (附则).

    label: 第三章; empty where it has none.  title: as printed, without spaces that only set it wide.
    """

    level: Level
    number: str
    label: str
    title: str
    line: int

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Item:
    """An item (项) or sub-item (目): label as printed ("（一）", "1."), number "1"."""

    number: str
    label: str
    text: str
    line: int
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款) and its items; text may be empty where an article begins with its items."""

    text: str
    line: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article in its place.

    number: "46", "260-1" for 第二百六十条之一; texts that count 一、二、… without 条 are numbered alike.
    label: as printed.  under: the headings above it, the widest first, as printed.
    """

    number: str
    label: str
    line: int
    paragraphs: tuple[Paragraph, ...]
    under: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The whole article without its number, a paragraph or item to a line."""
        return "\n".join(lines_of(self.paragraphs))


@dataclass(frozen=True, slots=True)
class Appendix:
    """What follows the last article under a heading of its own (附件一). title: empty where it has none."""

    label: str
    title: str
    line: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def plain(self) -> str:
        """The whole appendix without its heading, a paragraph or item to a line."""
        return "\n".join(lines_of(self.paragraphs))


class Happening(StrEnum):
    """What the head of a text says happened on a day."""

    ADOPTED = "adopted"  # 通过, 批准
    PROMULGATED = "promulgated"  # 公布, 发布, 印发
    AMENDED = "amended"  # 修正, 修改
    REVISED = "revised"  # 修订
    EFFECTIVE = "effective"  # 施行, 实施
    STATED = "stated"  # a bare date


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the head."""

    on: date
    what: Happening
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line kept as it stands: of the head, of a table of contents, or one that has no place (`why`)."""

    text: str
    line: int
    why: str = ""


class Doubt(StrEnum):
    """What a reader wants a person to look at; nothing is repaired in silence."""

    STRAY = "stray"  # a line that is neither heading nor article nor part of one
    GAP = "gap"  # a number is left out
    REPEATED = "repeated"  # a number stands twice
    ORDER = "order"  # a number is lower than the one before
    EMPTY = "empty"  # an article without a text
    REFERENCE = "reference"  # a line begins like an article and was read as going on with the one before
    CHARACTERS = "characters"  # signs that stand for nothing were left out
    TITLE = "title"  # the title may go on in the next line
    LEFT_OUT = "left_out"  # deleted or hidden text, notes, pictures of a file were not read
    DATE = "date"  # the day of effect is not stated, or stated in two ways


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt, with its line and the value found there."""

    doubt: Doubt
    line: int
    value: str


@dataclass(frozen=True, slots=True)
class RegulationText:
    """One regulation as one file prints it.

    title: official title; part: where a file holds one part of a code (人格权编), else empty.
    year: a year printed after the title, which tells versions apart and is no part of it; None where there is none.
    head: lines between title and body.  events: the dated ones among them.  contents: a printed table of contents.
    strays: lines that have no place; they keep their line, so that the whole can be printed in order.
    """

    title: str
    part: str
    year: int | None
    head: tuple[Line, ...]
    events: tuple[Event, ...]
    contents: tuple[Line, ...]
    preamble: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    articles: tuple[Article, ...]
    appendices: tuple[Appendix, ...]
    strays: tuple[Line, ...]
    findings: tuple[Finding, ...]
    title_line: int = 1

    def article(self, number: str) -> Article | None:
        """Return the first article of that number."""
        return next((a for a in self.articles if a.number == number), None)

    def body(self) -> Iterator[Heading | Article | Line]:
        """Headings, articles and strays in the order of the source."""
        parts: list[Heading | Article | Line] = [*self.headings, *self.articles, *self.strays]
        yield from sorted(parts, key=lambda part: part.line)


def lines_of(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Yield paragraphs and items as printed, each on a line."""
    for paragraph in paragraphs:
        if paragraph.text:
            yield paragraph.text
        yield from _items(paragraph.items)


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.label + item.text
        yield from _items(item.items)
