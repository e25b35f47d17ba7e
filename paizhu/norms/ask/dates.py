"""The day a question is about, as its words say it."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from paizhu.norms.articles import value

_Y = r"((?:19|20)\d{2})\s*年"
_PATTERNS = (
    (re.compile(_Y + r"(?:的)?\s*(\d{1,2})\s*月\s*(?:份)?\s*(\d{1,2})\s*[日号]"), "ymd"),
    (re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})"), "ymd"),
    (re.compile(_Y + r"(?:的)?\s*(\d{1,2})\s*月(?:份)?(底|末|初|上旬|中旬|下旬|中(?!央))?"), "ym"),
    (
        re.compile(
            _Y
            + r"(?:的)?\s*(元旦|五一|劳动节|七一|国庆节?|年底|底|年末|末|年初|初|春天?|夏天?|秋天?|冬天?|上半年|下半年)"
        ),
        "season",
    ),
    (re.compile(_Y), "y"),
    (re.compile(r"((?:19|20)\d{2})\s*年?(?=那会儿|时候|时|当时)"), "y"),
)
_SEASONS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "七一": (7, 1), "国庆": (10, 1), "国庆节": (10, 1), "年初": (1, 15), "初": (1, 15), "春": (4, 1), "夏": (7, 1), "秋": (10, 1), "冬": (12, 15),
    "年底": (12, 31), "底": (12, 31), "年末": (12, 31), "末": (12, 31), "上半年": (3, 1), "下半年": (9, 1),
}  # fmt: skip
_MONTHS = {
    name: number + 1 for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DMY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+((?:19|20)\d{{2}})", re.IGNORECASE
)
_MDY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{{2}})", re.IGNORECASE)
_MY = re.compile(rf"\b{_MONTH}\s+((?:19|20)\d{{2}})", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|during|of|before|since|by)\s+((?:19|20)\d{2})\b", re.IGNORECASE)
_CHINESE_YEAR = re.compile(r"([二一][〇零九]?[〇零一二三四五六七八九]{2,3})年")
# 22年3月, 21年底: a year in two digits is told from a length by what follows.
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(1[89]|2\d)年(?=的?\s*\d{1,2}月|[底初末]|[上下]半年|元旦|国庆|五一|七一|那会儿|那阵|那时|春|夏|秋|冬)"
)
_CHINESE_MONTH = re.compile(
    r"(?<=\d年)的?([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_WITHIN = {"上旬": 5, "中": 15, "中旬": 15, "下旬": 25}  # a day that stands for a part of a month
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}

# A year that names an edition of a regulation (2018年监察法, 监察法2018年版, 2018 text) is not the day asked about.
_EDITION = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:版|修正|修订|文本|"
    r"(?=(?:的)?《?(?:监察法|党章|政务处分法|公务员法|[^,。?]{0,8}(?:条例|规则))(?:第|》第)))"
    r"|\(((?:19|20)\d{2})\)|\b((?:19|20)\d{2})\s+(?:text|version|edition|supervision law)\b",
    re.IGNORECASE,
)
_WRAPPERS = re.compile(r"[（(【\[]\s*(?:以|按|截至)?\s*[#]\s*(?:为准|有效的规定|的规定|时)?\s*[)）】\]]")


@dataclass(frozen=True, slots=True)
class Dated:
    """The day, how it was written, and the text without it. on None: no day is named; edition: a year that names one."""

    on: date | None
    written: str
    rest: str
    edition: str | None = None


def dated(text: str) -> Dated:
    """Return the day that a (normalised) question names.

    A month stands for its first day, a year for its middle. Raises nothing: an impossible date counts as none.

    >>> dated("(以2022年3月1日为准)党组搞巡察,派驻机构要不要协助?").on
    datetime.date(2022, 3, 1)
    >>> dated("22年3月15号局里搞巡察,那时要派驻组协助吗?").on
    datetime.date(2022, 3, 15)
    >>> dated("As of 1 March 2022, was the office bound?").on
    datetime.date(2022, 3, 1)
    """
    plain = _CHINESE_YEAR.sub(lambda m: "".join(_DIGITS[c] for c in m[1]) + "年", text)
    plain = _SHORT_YEAR.sub(r"20\1年", _CHINESE_MONTH.sub(_in_digits, plain))
    edition = _EDITION.search(plain)
    if edition:
        rest = dated(plain[: edition.start()] + plain[edition.end() :])
        return replace(rest, edition=next(year for year in edition.groups() if year))
    for pattern, form in _PATTERNS:
        match = pattern.search(plain)
        if match:
            on = _chinese(match, form)
            if on:
                return Dated(on, match[0], _without(plain, match.span()))
    return _english(plain)


def _in_digits(match: re.Match[str]) -> str:
    return f"{value(match[1])}月" + (f"{value(match[2])}日" if match[2] else "")


def _chinese(match: re.Match[str], form: str) -> date | None:
    year = int(match[1])
    try:
        if form == "ymd":
            return date(year, int(match[2]), int(match[3]))
        if form == "ym":
            first = date(year, int(match[2]), 1)
            if match[3] in ("底", "末"):
                return date(year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
            return first.replace(day=_WITHIN.get(match[3], 1))
        if form == "season":
            return date(year, *_SEASONS[match[2].removesuffix("天") if match[2] != "天" else "春"])
        return date(year, 7, 1)
    except (ValueError, KeyError):
        return None


def _english(text: str) -> Dated:
    for pattern, day, month, year in ((_DMY, 1, 2, 3), (_MDY, 2, 1, 3), (_MY, 0, 1, 2), (_IN_YEAR, 0, 0, 1)):
        match = pattern.search(text)
        if match:
            number = int(match[day]) if day else 1
            in_month = _MONTHS[match[month][:3].lower()] if month else 7
            try:
                return Dated(date(int(match[year]), in_month, number), match[0], _without(text, match.span()))
            except ValueError:
                continue
    return Dated(None, "", text)


def _without(text: str, span: tuple[int, int]) -> str:
    marked = text[: span[0]] + "#" + text[span[1] :]
    marked = _WRAPPERS.sub("", marked)
    for wrapping in (
        r"(?:以|按照?|截至|在)?#(?:有效的规定|的规定|为准|那天|当天|当时|那会儿|时候|时|以后|之后|起|前后|左右)?[,，]?",
        r"(?i)\b(?:as of|on|in|during|as at)?\s*#,?",
    ):
        marked = re.sub(wrapping, "", marked)
    return marked.replace("#", "").strip()


_YEARS = 1000  # four digits are a date
_COUNT = r"(\d+|[零一二两三四五六七八九十百半]+)"
_SPAN = re.compile(_COUNT + r"\s*个?\s*(小时|钟头|工作日|天|日|周|星期|礼拜|月|季度|年)")
_SPAN_EN = re.compile(
    r"\b(\d+|a|an|one|two|three|four|five|six|seven|ten|fifteen|thirty|twelve|twenty-four)[- ]"
    r"(?:calendar )?(hours?|working days?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_UNITS = {
    "小时": "hour", "钟头": "hour", "工作日": "working_day", "天": "day", "日": "day", "月": "month", "年": "year",
    "周": "week", "星期": "week", "礼拜": "week", "季度": "quarter",
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
    "twelve": 12, "fifteen": 15, "thirty": 30, "twenty-four": 24,
}  # fmt: skip


def spans(text: str) -> list[tuple[int, str]]:
    """Return the lengths of time that a text names, as (length, unit).

    >>> spans("两个月内提出即可"), spans("within fifteen working days")
    ([(2, 'month')], [(15, 'working_day')])
    """
    found = []
    for match in _SPAN.finditer(text):
        before = text[: match.start()]
        length = value(match[1])
        if (
            length
            and length < _YEARS
            and not before.endswith(("第", "每"))
            and not re.search(r"\d$|年$|年\s*$|月$", before)
        ):
            found.append((length, _UNITS[match[2]]))
    for match in _SPAN_EN.finditer(text):
        word = match[1].lower()
        unit = match[2].lower().rstrip("s").replace(" ", "_")
        found.append((int(word) if word.isdecimal() else _WORDS[word], unit))
    return found


_EACH = re.compile(
    r"(?:每(?!次|一次)|隔)(?:隔)?(?:一|1)?(半年|个?季度?|个?月|[两二三几]年|年|个?星期|周)"
    r"|\b(?:every|once an?|each|once every) (half[- ]year|quarter|month|year|week|(?:two|three|four|five|ten|few) years)|\b(quarterly|monthly|yearly|annually|weekly)\b",
    re.IGNORECASE,
)
# 一年只开了一次
_A_TIME = re.compile(
    r"(?<!每)(半年|一?个?季度|一?个月|[一两二三五]年)(?:任期)?(?:(?:里|内|才|只|就|总共|正经|到头){0,3}[开谈搞报听碰研究会商轮办交]{0,4}|[向给对][^,。?]{1,16})(?:了|过)?一[次回]"
)
_PERIODS = (
    ("half_year", "半年", "half"), ("quarter", "季", "quarter"), ("month", "月", "month"), ("week", "周", "week"),
    ("week", "星期", "week"), ("years", "两年", "-"), ("years", "二年", "-"), ("years", "三年", "-"), ("years", "五年", "-"), ("years", "几年", " years"),
    ("year", "年", "year"), ("year", "年", "annual"),
)  # fmt: skip


def frequencies(text: str) -> set[str]:
    """Return the periods that a text states as "every …", as `Every.per` names them ("years": more than one).

    >>> frequencies("会商每半年一次,是不是?"), frequencies("must it report quarterly?"), frequencies("多久一次?")
    ({'half_year'}, {'quarter'}, set())
    """
    found = (*_EACH.finditer(text), *_A_TIME.finditer(text))
    stated = (next(word for word in match.groups() if word).lower() for match in found)
    return {next(per for per, zh, en in _PERIODS if zh in word or en in word) for word in stated}
