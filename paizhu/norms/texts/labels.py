"""What a row begins with: the label of a heading, an article, an item, an appendix."""

import re
from enum import StrEnum
from typing import NamedTuple

from paizhu.norms.articles import value
from paizhu.norms.texts.model import Level

_NUMBER = "零〇○一二三四五六七八九十百千两0-9０-９"
LEVELS = {"编": Level.PART, "分编": Level.SUBPART, "章": Level.CHAPTER, "节": Level.SECTION}
_ARTICLE = re.compile(
    rf"第 ?([{_NUMBER}][{_NUMBER} ]{{0,14}}?) ?条(?: ?之 ?([一二三四五六七八九十]{{1,3}}))?"
)
_HEADING = re.compile(rf"(第 ?([{_NUMBER}][{_NUMBER} ]{{0,8}}?) ?(分编|[编章节])[:：]?) ?(.*)$")
_APPENDIX = re.compile(
    rf"((?:附件|附录|附表|附) ?(?:第?[{_NUMBER}]{{1,3}})? ?[:：.]?)(?:(?<=[:：. ]) ?(.*))?$"
)
_UNNUMBERED = {"序言", "序", "前言", "引言", "总纲", "附则", "总则", "分则", "导言"}
BEFORE_ARTICLES = {"序言", "序", "前言", "引言", "总纲", "导言"}
CONTENTS = {"目录", "目次"}
_LONGEST_TITLE = 60
# A heading is no sentence.
_SENTENCE = re.compile(r"[。；！？]|[，：:、]$|^[、，和或至的所与及”》]")

# After the number of an article without a space: the line speaks of that article, it does not begin it.
_OF_IT = re.compile(
    r"第[一二三四五六七八九十]{1,3}[款项]|、|，|[和与及至到]第|或者?第|以及第|的规定|规定的|之规定|所列|所规定|[”》）)]|(?:相应)?(?:修?改为)"
)


class Style(StrEnum):
    """How an item is labelled; a list has one style."""

    CHINESE = "一、"
    CHINESE_BRACKETS = "（一）"
    NUMBER = "1."
    NUMBER_BRACKETS = "（1）"
    CIRCLED = "①"


_ITEMS = (
    (Style.CHINESE_BRACKETS, re.compile(r"([（(] ?([零〇一二三四五六七八九十百]{1,4}) ?[）)][、.．]?) ?")),
    (Style.NUMBER_BRACKETS, re.compile(r"([（(] ?([0-9０-９]{1,3}) ?[）)][、.．]?) ?")),
    (Style.CHINESE, re.compile(r"(([零〇一二三四五六七八九十百]{1,4}) ?、) ?")),
    (Style.NUMBER, re.compile(r"(([0-9０-９]{1,3}) ?[.．、])(?![0-9０-９]) ?")),
    (Style.CIRCLED, re.compile(r"(([①-⑳])) ?")),
)


class ArticleLabel(NamedTuple):
    """The label of an article. apart: a space stands after it.  refers: what follows speaks of the article."""

    number: int
    branch: int
    label: str
    rest: str
    apart: bool
    refers: bool

    @property
    def id(self) -> str:
        return f"{self.number}-{self.branch}" if self.branch else str(self.number)


class ItemLabel(NamedTuple):
    style: Style
    number: int
    label: str
    rest: str


class HeadingLabel(NamedTuple):
    level: Level
    number: int
    label: str
    title: str


def article(text: str) -> ArticleLabel | None:
    """Return the label of an article that a row begins with, or None."""
    match = _ARTICLE.match(text) if text[:1] == "第" else None
    if match is None:
        return None
    number, branch = value(match[1].replace(" ", "")), value(match[2]) if match[2] else 0
    if not number:
        return None
    rest = text[match.end() :]
    apart = not rest or rest[0] == " "
    return ArticleLabel(
        number, branch or 0, match[0].replace(" ", ""), rest.strip(), apart, bool(_OF_IT.match(rest.strip()))
    )


def without_branch(label: ArticleLabel) -> ArticleLabel:
    """Return the label with 之一 read as the text's own first words."""
    main, _, branch = label.label.partition("之")
    rest = f"之{branch}{label.rest}"
    return ArticleLabel(label.number, 0, main, rest, apart=False, refers=bool(_OF_IT.match(rest)))


def heading(text: str, *, marked: bool) -> HeadingLabel | None:
    """Return the heading that a row is, or None. marked: the file itself marks it as a heading."""
    plain = text.replace(" ", "") if len(text) < 8 else ""  # noqa: PLR2004  none of them is longer
    if plain in _UNNUMBERED and (marked or plain not in {"总则", "分则", "序"}):
        return HeadingLabel(Level.CHAPTER, 0, "", plain)
    match = _HEADING.match(text) if text[:1] == "第" else None
    if match is None:
        return None
    title, number = match[4].strip(), value(match[2].replace(" ", ""))
    if not number or len(title) > _LONGEST_TITLE or (_SENTENCE.search(title) and not marked):
        return None
    return HeadingLabel(LEVELS[match[3]], number, match[1].replace(" ", ""), _narrow(title))


def appendix(text: str) -> tuple[str, str] | None:
    """Return label and title of an appendix that a row opens, or None."""
    match = _APPENDIX.match(text) if text[:1] == "附" else None
    if match is None or len(match[2] or "") > _LONGEST_TITLE or "。" in (match[2] or ""):
        return None
    return match[1].strip(), (match[2] or "").strip()


def item(text: str) -> ItemLabel | None:
    """Return the label of an item that a row begins with, or None."""
    if text[:1] not in "（(零〇一二三四五六七八九十百0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return None
    for style, pattern in _ITEMS:
        match = pattern.match(text)
        if match:
            number = ord(match[2]) - ord("①") + 1 if style is Style.CIRCLED else value(match[2])
            if number:
                return ItemLabel(style, number, match[1].replace(" ", ""), text[match.end() :].strip())
    return None


def _narrow(title: str) -> str:
    """A title without the spaces that only set it wide: 总　则, 肖 像 权."""
    parts = title.split(" ")
    return "".join(parts) if all(len(part) == 1 for part in parts) else title
