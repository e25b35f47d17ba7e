"""Where the body of a text begins, and what the rows before it are: contents, head, preamble."""

import re
from collections.abc import Sequence

from paizhu.norms.texts import labels
from paizhu.norms.texts.head import Title
from paizhu.norms.texts.labels import Style
from paizhu.norms.texts.model import Line
from paizhu.norms.texts.source import Row

_DATED = re.compile(
    r"^[（(]|^\d{4} ?[年.\-/]|^[一二][〇○零一二三四五六七八九]{3}年"
    r"|(通过|发布|公布|印发|修订|修正|施行|批准)[）)]*$|令$|号[）)]?$|^目 ?录$"
)
_SHORT = 60
_PAGE = re.compile(r"[ .…·]*\d*$")


class NoRegulation(ValueError):
    """A file that is readable and has neither articles nor numbered parts."""


def counts_parts(rows: Sequence[Row]) -> bool:
    """Whether the text numbers its parts 一、二、… and has no articles (条). Raises NoRegulation when it has neither."""
    for row in rows:
        label = labels.article(row.text)
        if label and not label.refers:
            return False
    for row in rows:
        item = labels.item(row.text)
        if item and item.style is Style.CHINESE and item.number == 1:
            return True
    raise NoRegulation


def body_begins(rows: Sequence[Row], end_of_head: int, *, parts: bool) -> int:
    """Return the index of the first row of the body: a heading or an article; not one in a table of contents."""
    marked = next((row.depth for row in rows if row.depth), 0)
    for n, row in enumerate(rows):
        if row.line >= end_of_head and _opens(row, marked, parts=parts):
            return _after_contents(rows, n)
    return len(rows)


def _opens(row: Row, title_depth: int, *, parts: bool) -> bool:
    heading = labels.heading(row.text, marked=bool(row.depth))
    if heading is not None:
        # "# 总则" beside "# 中华人民共和国民法典" names a part of the code; it is no chapter.
        return bool(heading.number) or row.depth != title_depth or not row.depth
    if parts:
        item = labels.item(row.text)
        return item is not None and item.style is Style.CHINESE
    article = labels.article(row.text)
    return article is not None and not article.refers


def _after_contents(rows: Sequence[Row], first: int) -> int:
    """The same heading again, before any article: what stands between is a table of contents."""
    entry = _entry(rows[first])
    if entry is None:
        return first
    for n in range(first + 1, len(rows)):
        if labels.article(rows[n].text):
            break
        if _entry(rows[n]) == entry:
            return n
    return first


def _entry(row: Row) -> tuple[str, str] | None:
    heading = labels.heading(_PAGE.sub("", row.text), marked=bool(row.depth))
    return (heading.label, heading.title) if heading else None


def without_contents(rows: Sequence[Row], *, parts: bool) -> tuple[list[Row], tuple[Line, ...]]:
    """Divide the rows before the body into those of the head and those of a table of contents."""
    marked = next((row.depth for row in rows if row.depth), 0)
    starts = next(
        (
            n
            for n, row in enumerate(rows)
            if row.text.replace(" ", "") in labels.CONTENTS or _opens(row, marked, parts=parts)
        ),
        len(rows),
    )
    return list(rows[:starts]), tuple(Line(row.text, row.line) for row in rows[starts:])


def divided(rows: Sequence[Row], title: Title, end_of_head: int) -> tuple[tuple[Line, ...], list[Row]]:
    """Divide what stands before the body, without the title, into the head and the rows of a preamble."""
    others = [row for n, row in enumerate(rows) if n not in title.rows]
    if end_of_head:
        begins = next((n for n, row in enumerate(others) if row.line > end_of_head), len(others))
    else:
        begins = _preamble_begins(others)
    return tuple(Line(row.text, row.line) for row in others[:begins]), others[begins:]


def _preamble_begins(rows: Sequence[Row]) -> int:
    """After the last dated row; brackets may stay open over several."""
    begins = level = 0
    for n, row in enumerate(rows):
        if level > 0 or _DATED.search(row.text):
            begins = n + 1
        elif len(row.text) > _SHORT:
            break
        level += sum(row.text.count(s) for s in "（(") - sum(row.text.count(s) for s in "）)")
    return begins
