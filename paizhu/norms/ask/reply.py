"""Asking in words: a question to a ruling with its value, or an honest abstention with the nearest provisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.ask.choosing import Chooser
from paizhu.norms.ask.cited import Citations, Cited
from paizhu.norms.ask.dates import Dated, dated
from paizhu.norms.ask.doubts import Doubts, contradicted, overdue
from paizhu.norms.ask.framing import plainly
from paizhu.norms.ask.kept import Kept
from paizhu.norms.ask.manner import Manner, manner
from paizhu.norms.ask.normalise import LONGEST, language, normalise
from paizhu.norms.ask.outside import REASONS, outside
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.ask.remembered import MOST, Remembered
from paizhu.norms.ask.roles import Mention
from paizhu.norms.ask.understand import Guess, Understanding
from paizhu.norms.ask.values import Value, value_beside, value_of
from paizhu.norms.ask.weighing import SURENESS, UNTRAINED_SURENESS, Sureness, chance, log_odds, weighed
from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Ruling
from paizhu.norms.model import Norm, Outside, Text

SURE = 0.72  # how probable it must be that a ruling is right; chosen by the curve in docs/recogniser.md
KNOWN = 0.3  # the share of a question's words that phrasings must have
NEAREST = 5
KNOWN_FOR_YEARS = 5  # after the last change of a norm that the base has
_LEAST = {"zh": 2, "en": 4}  # letters that must be left beside the parties; twice as many where none is named
# The report of a year, or by its end.
_PLANNED = re.compile(
    r"\d{4}年(?:年?度|[^,。?]{0,8}(?:计划|报告|预算|安排|要点|总结)|[^,。?]{0,6}(?:底|末|\d[日号])?(?:之|以)?前)"
)
_POINTS = re.compile(r"(?:这|那)(?:种|个|类|些)|此事|该事")  # at something that was said before


@dataclass(frozen=True, slots=True)
class Reply:
    """What was understood and ruled. ruling None: not ruled, for `reason` (a code) and `why` (a sentence)."""

    text: str
    on: date
    manner: Manner
    ruling: Ruling | None
    value: Value | None = None
    reason: str | None = None
    why: Text | None = None
    nearest: tuple[tuple[float, Norm], ...] = ()
    guess: Guess | None = None
    contradicted: bool = False  # the question states another time than the norm's, or another party
    overdue: bool | None = None  # whether the time it states is longer, where it asks if that is late
    sure: float | None = None  # how probable it is that the ruling is right; None when that was not weighed


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text says on its face. turned_away: why it is not ruled, whatever it may be about; a code."""

    plain: str
    lang: str | None
    turned_away: str | None
    when: Dated
    how: Manner


_UNREAD = Manner("what", negated=False, wants=(), is_question=True)


class Asker:
    """Answers questions in words over one base.

    remembered: of how many texts it keeps what they may be about; 0: of none. No ruling is kept.
    sure: how probable (0 to 1) it must be that a ruling is right for it to be given.
    bare: answers without their proof, between kinds.
    """

    def __init__(
        self,
        base: Base,
        kept: Kept | None = None,
        recogniser: Recogniser | None = None,
        *,
        remembered: int = MOST,
        sure: float = SURE,
    ) -> None:
        self.base, self.sure = base, sure
        self._kept = kept
        self._recogniser = recogniser
        self._remembered = remembered
        self._read = lru_cache(remembered)(self._read_anew)
        self._citations = Citations(base)
        self.bare = Bare(base, base.archetypes)
        self._chooser = Chooser(base, self.bare)
        self._doubts = Doubts(base, self._chooser)

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding(self.base, self._kept, self._recogniser)

    @cached_property
    def _understood(self) -> Remembered:
        return Remembered(self.understanding, self.base, self._remembered)

    def answer(self, guess: Guess, on: date) -> Answer:
        """Return the answer that a guess would get."""
        return self._chooser.answer(guess, on)

    def ask(self, text: str, today: date) -> Reply:
        """Return the reply to a question; `today` is the day it is about when it names none. Never raises."""
        # A text of any length comes here; only what could be a question may be remembered.
        read = self._read(text) if len(text) <= LONGEST else self._read_anew(text)
        plain, lang, when, how = read.plain, read.lang, read.when, read.how
        if read.turned_away or lang is None:
            reason, shown = read.turned_away or "language", plain[:LONGEST]
            return self._not_ruled(reason, shown, today, how, nearest=lang is not None)
        year = when.on.year if when.on is not None else int(when.edition or 0)
        if self._is_to_come(year, today):
            if _PLANNED.search(plain):  # asked of now
                return self._rule(when.rest, lang, today, how, self._citations.find(plain, today))
            return self._not_ruled("future", plain, when.on or today, how)
        on = when.on or today
        cited = self._citations.find(plain, on)
        if when.on is None and when.edition and cited.regulation:
            on = self._within(cited.regulation, when.edition, today)
        if cited.unknown:
            return self._not_ruled("unknown_regulation", plain, on, how, words={"title": cited.unknown})
        if cited.missing and cited.regulation:
            return self._not_ruled("no_such_article", plain, on, how, words=self._article_words(cited, on))
        return self._rule(when.rest, lang, on, how, cited)

    def _is_to_come(self, year: int, today: date) -> bool:
        """Whether nobody knows what is in force in a year that a question names, or gives to an edition; not this year.

        Neither does anybody long after the base's norms were last changed, whatever the day of asking is said to be.
        """
        last = self.base.turning_days[-1].year
        return year > min(max(today.year, last), last + KNOWN_FOR_YEARS)

    def _read_anew(self, text: str) -> _Read:
        plain = normalise(text)
        lang = language(plain)
        reason = "too_long" if len(text) > LONGEST else self.turned_away(plain, lang)
        if reason or lang is None:
            return _Read(plain, lang, reason, Dated(None, "", plain), _UNREAD)
        when = dated(plainly(plain))
        return _Read(plain, lang, None, when, manner(when.rest, lang))

    def turned_away(self, plain: str, lang: str | None) -> str | None:
        """The reason why a question is not ruled on its face."""
        reason = outside(plain)
        if reason is None and lang is None:
            reason = "language"
        low = plain.lower()
        if reason is None and any(word in low for word in self.base.pack.elsewhere):
            reason = "elsewhere"
        return reason

    def _rule(self, text: str, lang: str, on: date, how: Manner, cited: Cited) -> Reply:
        named = bool(self._understood.mentions(text, lang))
        apart = 1.5 if how.wants else 2  # 函询几天回 says what is wanted of what
        least = _LEAST[lang] * (1 if named else 5 if _POINTS.search(text) else apart)
        if self._understood.left(text, lang) < least:
            return self._not_ruled("incomplete", text, on, how)
        guesses = self._understood.guesses(text, lang, on, cited)
        if not named and guesses and guesses[0].target.outside is Outside.INCOMPLETE:
            # No party, and too little to guess one: however many guesses at one would be answered alike.
            return self._not_ruled("incomplete", text, on, how)
        nearest = tuple((g.share, g.target.norm) for g in guesses if g.target.norm)[:NEAREST]
        best, share = self._chooser.likeliest(guesses, text, on, cited)
        ruling = self._chooser.ruling(best, on) if best is not None and best.target.act else None
        sure = (
            self._sure(best, ruling, share, text, lang, how)
            if best is not None and ruling is not None
            else 0.0
        )
        code = self._unsure(best, sure, ruling, text, lang, on)
        if code or best is None or ruling is None:
            return self._not_ruled(code or "not_understood", text, on, how, guess=best, found=nearest)
        if ruling.answer is Answer.UNANSWERABLE:
            why = self._why(ruling.reason or "before_reach", {})
            return Reply(text, on, how, ruling, reason=ruling.reason, why=why, nearest=nearest, guess=best)
        mentions = self._understood.mentions(text, lang)
        value = self._value(best, ruling, how, text, mentions)
        against = contradicted(text, best) or self._doubts.names_another(text, best, mentions)
        return Reply(
            text,
            on,
            how,
            ruling,
            value,
            nearest=nearest,
            guess=best,
            contradicted=against,
            overdue=overdue(text, best),
            sure=sure,
        )

    def _value(
        self, best: Guess, ruling: Ruling, how: Manner, text: str, mentions: Sequence[Mention]
    ) -> Value | None:
        norm = best.target.norm
        asked = value_of(self.base, norm, how, text, mentions) if norm is not None else None
        grounds = sorted((one.norm for one in ruling.grounds), key=lambda one: one is not norm)
        return asked or value_beside(self.base, grounds, how, text)

    def _unsure(
        self, best: Guess | None, sure: float, ruling: Ruling | None, text: str, lang: str, on: date
    ) -> str | None:
        """The reason why the likeliest guess is not ruled on; None when it is sure enough."""
        if best is not None and best.target.outside:
            return best.target.outside.value
        if best is None or ruling is None or self._understood.known(text, lang) < KNOWN:
            return "not_understood"
        if ruling.reason == "before_reach":
            return None
        if sure < self.sure or self._doubts.mistaken(best, ruling, text, on):
            return "not_understood"
        if ruling.answer is Answer.NOT_PROVIDED and self._doubts.lapsed(best, on):
            return "successor_missing"
        return "several" if self._doubts.several(self._understood, text, lang, on) else None

    def _sure(self, best: Guess, ruling: Ruling, share: float, text: str, lang: str, how: Manner) -> float:
        """How probable it is that the likeliest answer is right, which this share of all guesses would get."""
        signs = Sureness(
            agreeing=log_odds(share),
            likeliest=log_odds(best.share),
            told=best.told,
            length=len(text) / 100,
            english=lang == "en",
            no_norm=best.target.norm is None,
            permitted=ruling.answer is Answer.PERMITTED,
            unexplained=not best.explained,
            misread=best.misread,
            duty_asked=ruling.answer is Answer.REQUIRED and how.asks_for_duty,
        )
        return chance(weighed(signs, SURENESS if self._recogniser else UNTRAINED_SURENESS))

    def _within(self, regulation: str, edition: str, today: date) -> date:
        """Return the last day, not after today, on which an edition was in force; today when there is none."""
        versions = self.base.regulations[regulation].versions
        last = next((v.until for v in versions if v.id == edition), None)
        return min(today, last - timedelta(days=1)) if last else today

    def _article_words(self, cited: Cited, on: date) -> dict[str, str]:
        regulation = self.base.regulations[cited.regulation or ""]
        version = next((v for v in regulation.versions if v.in_force(on)), regulation.versions[-1])
        article = cited.missing or ""
        return {
            "regulation": regulation.title.zh,
            "regulation_en": regulation.title.en,
            "articles": str(version.articles),
            "article": article_zh(article),
            "article_en": article_en(article),
        }

    def _not_ruled(
        self,
        code: str,
        text: str,
        on: date,
        how: Manner,
        *,
        words: dict[str, str] | None = None,
        guess: Guess | None = None,
        found: tuple[tuple[float, Norm], ...] | None = None,
        nearest: bool = True,
    ) -> Reply:
        if found is None:
            found = self._nearest(text, on) if nearest else ()
        why = self._why(code, words or {})
        return Reply(text, on, how, None, reason=code, why=why, nearest=found, guess=guess)

    def _why(self, code: str, words: dict[str, str]) -> Text:
        words = {"reaches": self.base.pack.reaches.isoformat(), **words}
        english = {key: words.get(f"{key}_en", word) for key, word in words.items()}
        return Text(REASONS[code].zh.format(**words), REASONS[code].en.format(**english))

    def _nearest(self, text: str, on: date) -> tuple[tuple[float, Norm], ...]:
        lang = language(text)
        if lang is None or not re.search(r"\w", text):
            return ()
        guesses = self._understood.guesses(text, lang, on, Cited(rest=text))
        return tuple((g.share, g.target.norm) for g in guesses if g.target.norm)[:NEAREST]
