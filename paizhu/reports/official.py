"""What an official document says, before anybody lays it out.

Source: GB/T 9704-2012 《党政机关公文格式》, 10.1 信函格式: a letter bears its issuer's name over a red double line.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from paizhu.door.secrecy import Secrecy

# The words of 国家秘密标志; work secrets are no state secret and have no term.
_MARKS = {
    Secrecy.NONE: "",
    Secrecy.INTERNAL: "内部",
    Secrecy.SECRET: "秘密",
    Secrecy.CONFIDENTIAL: "机密",
    Secrecy.TOP_SECRET: "绝密",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_TITLE_LINE = 20  # characters of a title line: 2号, and an edge on both sides


class Paper(StrEnum):
    """What has a layout of its own. LETTER: letters and recommendations.  MINUTES: of consultations."""

    LETTER = "letter"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Official:
    """An official document. number: 发文字号, "" for a draft, which bears 稿 instead.  date: 成文日期, "" for a draft.

    secrecy: 密级 with its term, "" for none.  paragraphs: of the body, plain text.
    title: 标题.  title_lines: the same, broken as it is to stand, longest line in the middle or at the foot.
    parties, attendance: of minutes: between whom, and 出席 and 列席 with who they were.
    """

    issuer: str
    number: str
    secrecy: str
    title: str
    title_lines: tuple[str, ...]
    addressee: str
    paragraphs: tuple[str, ...]
    date: str
    draft: bool
    parties: tuple[str, ...] = ()
    attendance: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> str:
        """Return it for a template in a process of its own."""
        return json.dumps(asdict(self), ensure_ascii=False)


def official(
    *,
    issuer: str,
    number: str,
    secrecy: Secrecy,
    secret_until: date | None,
    title: str,
    addressee: str,
    body: str,
    on: date | None,
    draft: bool | None = None,
    parties: tuple[str, ...] = (),
    attendance: tuple[tuple[str, str], ...] = (),
) -> Official:
    """Return the document. Nothing of the texts is taken for markup.

    draft: whether it is one; None: what has no number or no day is.
    """
    if draft is None:
        draft = not number or on is None
    said = plain(title)
    return Official(
        issuer=plain(issuer),
        number="" if draft else plain(number),
        secrecy=mark(secrecy, secret_until),
        title=said,
        title_lines=broken(said),
        addressee=plain(addressee),
        paragraphs=tuple(p for p in (line.strip() for line in _clean(body).split("\n")) if p),
        date="" if draft or on is None else day(on),
        draft=draft,
        parties=tuple(map(plain, parties)),
        attendance=tuple((plain(label), plain(who)) for label, who in attendance),
    )


def mark(secrecy: Secrecy, until: date | None) -> str:
    """Return 密级★解密时间, as it stands at the head of a document.

    Source: 国家秘密定密管理暂行规定 and GB/T 9704-2012, 7.2.2: level and term with a ★ between them.

    >>> mark(Secrecy.SECRET, date(2027, 3, 1))
    '秘密★2027年3月1日'
    >>> mark(Secrecy.INTERNAL, None)
    '内部'
    """
    word = _MARKS[secrecy]
    return f"{word}★{day(until)}" if until and secrecy.height > Secrecy.INTERNAL.height else word


def day(on: date) -> str:
    """Return a day in Arabic figures, months and days without a leading zero (GB/T 9704-2012, 7.3.5.4).

    >>> day(date(2026, 3, 1))
    '2026年3月1日'
    """
    return f"{on.year}年{on.month}月{on.day}日"


def plain(text: str) -> str:
    """Return a text on one line, without what no document can hold."""
    return " ".join(_clean(text).split())


def broken(title: str) -> tuple[str, ...]:
    """Return the lines of a title, as even as they can be, the last one never longer than those before it.

    >>> broken("关于督促开展公务用车专项检查的函")
    ('关于督促开展公务用车专项检查的函',)
    >>> [len(line) for line in broken("函" * 45)]
    [15, 15, 15]
    """
    count = -(-len(title) // _TITLE_LINE)
    if count <= 1:
        return (title,)
    length = -(-len(title) // count)
    return tuple(title[at : at + length].strip() for at in range(0, len(title), length))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
