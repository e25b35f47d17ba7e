"""Article numbers: "25" and "260-1" in files, 第二十五条 and 第二百六十条之一 in print, "art. 25" in English."""

import re

_DIGITS = "零一二三四五六七八九"
_VALUES = {d: n for n, d in enumerate(_DIGITS)} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"[零〇一二两三四五六七八九十百千\d]+"


def numeral(number: int) -> str:
    """Return a number from 1 to 9999 in Chinese.

    >>> [numeral(n) for n in (9, 10, 25, 101, 260)]
    ['九', '十', '二十五', '一百零一', '二百六十']
    """
    written, gap = "", False
    for unit, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written


def value(written: str) -> int | None:
    """Return the number that a Chinese or Arabic numeral stands for; None when it is none.

    >>> value("二百六十"), value("十五"), value("44"), value("条")
    (260, 15, 44, None)
    """
    if written.isdecimal():
        return int(written)
    total, digit = 0, 0
    for sign in written:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _VALUES:
            # 一五 read digit by digit would be fifteen; nobody writes articles so.
            digit = _VALUES[sign]
        else:
            return None
    return total + digit if written else None


def article_zh(article: str) -> str:
    """Return the article as printed.

    >>> article_zh("25"), article_zh("260-1"), article_zh("—")
    ('第二十五条', '第二百六十条之一', '（无条号）')
    """
    number, _, branch = article.partition("-")
    if not number.isdecimal():
        return "（无条号）"
    return f"第{numeral(int(number))}条" + (f"之{numeral(int(branch))}" if branch else "")


def article_en(article: str) -> str:
    """Return the article in English: art. 25, art. 260-1."""
    return f"art. {article}" if article[:1].isdecimal() else "(no article number)"


_CITED = re.compile(rf"第?({NUMERAL})条(?:之({NUMERAL}))?")
_CITED_EN = re.compile(r"\barts?(?:icle|icles|\.)?\s*(\d+)", re.IGNORECASE)


def cited(text: str) -> list[tuple[int, str]]:
    """Return the articles that a text names, as (position, article), in order.

    >>> cited("派驻规则第二十五条和监察法67条"), cited("under article 31 of the rules")
    ([(4, '25'), (13, '67')], [(6, '31')])
    """
    found = []
    for match in _CITED.finditer(text):
        number = value(match[1])
        branch = value(match[2]) if match[2] else None
        if number:
            found.append((match.start(), f"{number}-{branch}" if branch else str(number)))
    found += [(match.start(), match[1]) for match in _CITED_EN.finditer(text)]
    return sorted(found)
