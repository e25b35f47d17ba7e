"""Since when a text is in force: from its head and its last article, where both leave no doubt."""

import re
from dataclasses import dataclass
from datetime import date

from paizhu.norms.model import Text
from paizhu.norms.texts.days import PRINTED, ImpossibleDay, day
from paizhu.norms.texts.model import Article, Happening, RegulationText

_LAST = 3  # the clause stands in one of the last articles
_SINCE = r"起?(?:施行|实施|试行|执行|生效)"
_ON_A_DAY = re.compile(
    rf"自?(?P<day>(?:\d{{4}}|[一二][〇○零一二三四五六七八九]{{3}})[^，。；]{{3,14}}?日?)(?:之日)?{_SINCE}"
)
_ON_PROMULGATION = re.compile(rf"自?(?:公布|发布|颁布|印发)之?日{_SINCE}")
_ON_ADOPTION = re.compile(rf"自?通过之?日{_SINCE}")


@dataclass(frozen=True, slots=True)
class Effect:
    """since: the day of effect, None where it is in doubt; why: what is in doubt then.

    earliest: the last day on which the text was adopted, changed or promulgated; None where the head has no day.
    """

    since: date | None
    earliest: date | None
    why: Text | None = None


def effect_of(text: RegulationText) -> Effect:
    """Return since when the text is in force, as it says itself."""
    earliest = max((e.on for e in text.events if e.what is not Happening.EFFECTIVE), default=None)
    stated = {e.on for e in text.events if e.what is Happening.EFFECTIVE}
    clause = _clause(text)
    if clause is not None:
        dated = _dated(clause, text, earliest)
        if dated is None and not stated:
            return Effect(None, earliest, _no_day(clause))
        stated |= {dated} if dated is not None else set()
    if not stated:
        return Effect(
            None,
            earliest,
            Text("正文和题注都没有写明施行日", "neither head nor last article states the day of effect"),
        )
    if len(stated) > 1:
        days = "、".join(str(d) for d in sorted(stated)), ", ".join(str(d) for d in sorted(stated))
        return Effect(
            None,
            earliest,
            Text(f"施行日有几种写法：{days[0]}", f"the day of effect is stated in several ways: {days[1]}"),
        )
    since = stated.pop()
    if earliest is not None and since < earliest:
        return Effect(
            None,
            earliest,
            Text(
                f"写明的施行日 {since} 早于最后一次修改 {earliest}",
                f"the stated day {since} is earlier than the last change of {earliest}",
            ),
        )
    return Effect(since, earliest or since)


def _clause(text: RegulationText) -> Article | None:
    """The last article that says since when, if one of the last does."""
    for article in reversed(text.articles[-_LAST:]):
        if any(pattern.search(article.plain) for pattern in (_ON_A_DAY, _ON_PROMULGATION, _ON_ADOPTION)):
            return article
    return None


def _dated(article: Article, text: RegulationText, earliest: date | None) -> date | None:
    """The day that the article names, or the day of promulgation or adoption where the head states that."""
    plain = article.plain
    on_a_day = _ON_A_DAY.search(plain)
    if on_a_day:
        match = PRINTED.search(on_a_day["day"])
        try:
            return day(match) if match else None
        except ImpossibleDay:
            return None
    wanted = (
        {Happening.PROMULGATED} if _ON_PROMULGATION.search(plain) else {Happening.ADOPTED, Happening.REVISED}
    )
    # Only where nothing happened after it: a later change has a day of effect of its own.
    return next((e.on for e in text.events if e.what in wanted and e.on == earliest), None)


def _no_day(article: Article) -> Text:
    return Text(
        f"{article.label}没有给出日期，题注也没有写明公布日",
        f"{article.label} gives no day, and the head does not state the day of promulgation",
    )
