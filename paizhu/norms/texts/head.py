"""The head of a text: its title, and what happened on which day."""

import re
from itertools import zip_longest
from typing import NamedTuple

from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts.days import PRINTED, ImpossibleDay, day
from paizhu.norms.texts.model import Event, Happening, Line
from paizhu.norms.texts.source import Row

# The first that stands in the words after a day says what happened on it.
_HAPPENINGS = (
    (Happening.EFFECTIVE, re.compile(r"施行|实施|生效|执行")),
    (Happening.REVISED, re.compile(r"修订")),
    (Happening.AMENDED, re.compile(r"修正|修改")),
    (Happening.PROMULGATED, re.compile(r"公布|发布|印发|颁布|公告|令")),
    (Happening.ADOPTED, re.compile(r"通过|批准|决定|审议")),
)
# A year that somebody put after the title to tell versions apart; "（2018年）" belongs to the title.
_YEAR = re.compile(r"[（(]?((?:19|20)\d\d)年?(?:修订|修正|版)?[）)]?$")
_OWN_YEAR = re.compile(r"[（(](?:19|20)\d\d年[）)]$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]$")
_TITLE_END = re.compile(
    r"(法|法典|典|例|规定|规则|办法|细则|准则|章程|决定|决议|意见|解释|通知|方案|案|纲要|制度|规范|标准|批复|命令|公约|协定"
    r"|程序|措施|要求|规程|指引|指南|通则|总则|编|附则|纪律|守则|目录|清单|答复|函|纪要|计划|规划|则|制|程|定|约|书|表)$"
)
_ORDER = re.compile(r"(令|公告|通知|公报|文件)$|^第.{1,8}号$|[〔\[]\d{4}[〕\]]")
_CITED = re.compile(r"《([^《》]{2,80})》")
_SHORT = 60


class Title(NamedTuple):
    """The title and where it stands. year: printed after it, no part of it. parts: rows it was taken from."""

    text: str
    year: int | None
    part: str
    line: int
    rows: tuple[int, ...]


def title_of(file: str, rows: list[Row], given: str) -> Title:
    """Return the title among the rows before the body. given: the title that a person states, or "".

    Raises InputRefused when there is none, or when it may go on in the next line.
    """
    marked = [n for n, row in enumerate(rows) if row.depth]
    at = marked[0] if marked else _after_order(rows)
    if given:
        return Title(
            _plain(given),
            _year(given),
            "",
            rows[at].line if rows else 1,
            (at,) if _stands(rows, at, given) else (),
        )
    if not rows:
        raise _asked(file, "", None)
    title = _plain(rows[at].text)
    part = marked[1] if len(marked) > 1 and rows[marked[1]].depth == rows[at].depth else None
    following = rows[at + 1] if at + 1 < len(rows) else None
    if (
        not _TITLE_END.search(_BRACKETS.sub("", title))
        and following
        and part is None
        and _may_go_on(following)
    ):
        raise _asked(file, rows[at].text, rows[at].line)
    if len(title) > 2 * _SHORT or "。" in title or not title:
        raise _asked(file, rows[at].text, rows[at].line)
    taken = (at,) if part is None else (at, part)
    return Title(
        title, _year(rows[at].text), _plain(rows[part].text) if part is not None else "", rows[at].line, taken
    )


def _asked(file: str, value: str, row: int | None) -> InputRefused:
    zh = "应有法规的完整名称；请用 --title 写明"
    return InputRefused(
        [Refusal(file, Text(zh, "expected the whole title; state it with --title"), value, row)]
    )


def _stands(rows: list[Row], at: int, given: str) -> bool:
    return at < len(rows) and _plain(rows[at].text) == _plain(given)


def _may_go_on(row: Row) -> bool:
    return (
        not PRINTED.search(row.text)
        and row.text[:1] not in "（(《"
        and len(row.text) < _SHORT
        and "。" not in row.text
    )


def _after_order(rows: list[Row]) -> int:
    """The row of the title where an order to promulgate stands before it: the one that the order cites."""
    if rows and _ORDER.search(rows[0].text):
        cited = {_plain(title) for row in rows for title in _CITED.findall(row.text)}
        return next((n for n, row in enumerate(rows) if _plain(row.text) in cited), 0)
    return 0


def _plain(title: str) -> str:
    """A title without the spaces that set it wide, and without a year put after it."""
    narrow = title.replace(" ", "").strip("《》")
    return narrow if _OWN_YEAR.search(narrow) else _YEAR.sub("", narrow)


def _year(title: str) -> int | None:
    match = _YEAR.search(title.replace(" ", ""))
    return int(match[1]) if match else None


def events_of(file: str, head: tuple[Line, ...]) -> tuple[Event, ...]:
    """Return the dated events of the head. Raises InputRefused with every day that no calendar has."""
    events: list[Event] = []
    refusals: list[Refusal] = []
    for line in head:
        matches = list(PRINTED.finditer(line.text))
        for match, following in zip_longest(matches, matches[1:]):
            words = line.text[match.end() : following.start() if following else None]
            try:
                events.append(Event(day(match), _happening(words), line.line))
            except ImpossibleDay as error:
                expected = Text("应为日历上有的日期", "expected a day that the calendar has")
                refusals.append(Refusal(file, expected, str(error), line.line))
    if refusals:
        raise InputRefused(refusals)
    return tuple(events)


def _happening(words: str) -> Happening:
    return next((what for what, pattern in _HAPPENINGS if pattern.search(words)), Happening.STATED)
