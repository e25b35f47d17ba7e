"""Asking in words: a question to a ruling with its value, or an honest abstention with the nearest provisions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import product

from msgspec.structs import replace

from paizhu.norms.approvals import duty_to_obtain
from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.ask.cited import Citations, Cited
from paizhu.norms.ask.dates import Dated, dated, frequencies, spans
from paizhu.norms.ask.kept import Kept
from paizhu.norms.ask.manner import Manner, manner
from paizhu.norms.ask.normalise import LONGEST, language, normalise
from paizhu.norms.ask.outside import REASONS, outside
from paizhu.norms.ask.patterns import compiled
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.ask.remembered import MOST, Remembered
from paizhu.norms.ask.scope import Scope
from paizhu.norms.ask.targets import target_of
from paizhu.norms.ask.understand import Guess, Understanding
from paizhu.norms.ask.values import Value, value_of
from paizhu.norms.ask.weighing import SURENESS, UNTRAINED_SURENESS, Sureness, chance, log_odds, weighed
from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, Ruling, decide
from paizhu.norms.model import Modality, Norm, Text

SURE = 0.7  # how probable it must be that a ruling is right; chosen by the curve in docs/recogniser.md
KNOWN = 0.3  # the share of a question's words that phrasings must have
RIVALS = 12  # guesses that are asked what they would answer
_SAYS = {
    Modality.DUTY: Answer.REQUIRED,
    Modality.POWER: Answer.PERMITTED,
    Modality.PROHIBITION: Answer.FORBIDDEN,
}
_CLAIM = 0.3  # likeness of a clause that says something of its own
_MODAL = re.compile(r"应当|应该|必须|可以|不得|不能|有权|需要|must|may|shall|can\b", re.IGNORECASE)
NEAREST = 5
_LEAST = {"zh": 2, "en": 4}  # letters that must be left beside the parties; twice as many where none is named
_POINTS = re.compile(r"(?:这|那)(?:种|个|类|些)|此事|该事")  # at something that was said before
_APPROVED_BY = (
    r"(?:谁|哪|何人|什么机关)[^,。?]{0,10}(?:批|同意|点头|拍板|签字)|批准?(?:人|机关)是?谁|(?:批|请示)[^,。?]{0,4}(?:谁|哪|何)"
    r"|(?:未经|不经|没经过?|不用|用不着|不必|无需|不需要|要不要|需不需要|是否需要|须不须|用不用)[^,。?]{0,10}"
    r"(?:批准|审批|报批|批|同意)|自己(?:就|说了|拍板|批|定)|擅自|先斩后奏|用不着再?报"
    r"|(?:签个?字|审批|批了?|拍板|点头|同意|定了?|一支笔)[^,。?]{0,4}就[^,。?]{0,3}(?:够|行|成|可以|能|算|生效|好)|签了就|点头就|批不批|免得了|"
    r"(?:不用|不必|无须)[^,。?]{0,4}报"
    r"|\bwho(?:m|se)?\b.{0,40}\b(?:approv|consent|sign off)|approval of (?:whom|which)"
    r"|on (?:its|their|his|her) own authority|\bneeds? .{0,20}approval|\bhave to be approved|without .{0,30}(?:approv|consent)"
)


_UNAPPROVED = (
    r"(?:没有?|未|不)经?过?(?:批准|审批|同意|报批)|擅自|私自|without (?:\w+ ){0,3}(?:approval|consent)"
    r"|on (?:its|their|his|her) own authority"
)
_BESIDE = 0.01  # the share of a guess that stands beside the likeliest


def _bans_in(norm: Norm | None, place: tuple[str, str, str]) -> bool:
    return (
        norm is not None
        and norm.modality is Modality.PROHIBITION
        and (norm.regulation, norm.version, norm.article) == place
    )


def _chosen(best: Guess, guesses: tuple[Guess, ...], text: str) -> Guess:
    """The likeliest guess; of an either-or, the side that a norm gives."""
    if "还是" in text and best.target.norm is None and best.target.act:
        same = (g for g in guesses[:8] if g.target.norm is not None and g.target.act == best.target.act)
        return next(same, best)
    return best


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
    contradicted: bool = False  # the question states another time than the norm's
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
        self._bare = Bare(base, base.archetypes)
        self._scope = Scope(base)

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding(self.base, self._kept, self._recogniser)

    @cached_property
    def _understood(self) -> Remembered:
        return Remembered(self.understanding, self.base, self._remembered)

    def ask(self, text: str, today: date) -> Reply:
        """Return the reply to a question; `today` is the day it is about when it names none. Never raises."""
        # A text of any length comes here; only what could be a question may be remembered.
        read = self._read(text) if len(text) <= LONGEST else self._read_anew(text)
        plain, lang, when, how = read.plain, read.lang, read.when, read.how
        if read.turned_away or lang is None:
            reason, shown = read.turned_away or "language", plain[:LONGEST]
            return self._not_ruled(reason, shown, today, how, nearest=lang is not None)
        on = when.on or today
        cited = self._citations.find(plain, on)
        if when.on is None and when.edition and cited.regulation:
            on = self._within(cited.regulation, when.edition, today)
        if cited.unknown:
            return self._not_ruled("unknown_regulation", plain, on, how, words={"title": cited.unknown})
        if cited.missing and cited.regulation:
            return self._not_ruled("no_such_article", plain, on, how, words=self._article_words(cited, on))
        return self._rule(when.rest, lang, on, how, cited)

    def _read_anew(self, text: str) -> _Read:
        plain = normalise(text)
        lang = language(plain)
        reason = "too_long" if len(text) > LONGEST else self.turned_away(plain, lang)
        if reason or lang is None:
            return _Read(plain, lang, reason, Dated(None, "", plain), _UNREAD)
        when = dated(plain)
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
        least = _LEAST[lang] * (
            1 if self._understood.mentions(text, lang) else 5 if _POINTS.search(text) else 2
        )
        if self._understood.left(text, lang) < least:
            return self._not_ruled("incomplete", text, on, how)
        guesses = self._understood.guesses(text, lang, on, cited)
        nearest = tuple((g.share, g.target.norm) for g in guesses if g.target.norm)[:NEAREST]
        best, share = self._likeliest(guesses, text, on)
        ruling = self._ruling(best, on) if best is not None and best.target.act else None
        sure = self._sure(best, ruling, share, text, lang) if best is not None and ruling is not None else 0.0
        code = self._unsure(best, sure, ruling, text, lang, on)
        if code or best is None or ruling is None:
            return self._not_ruled(code or "not_understood", text, on, how, guess=best, found=nearest)
        if ruling.answer is Answer.UNANSWERABLE:
            why = self._why(ruling.reason or "before_reach", {})
            return Reply(text, on, how, ruling, reason=ruling.reason, why=why, nearest=nearest, guess=best)
        value = value_of(self.base, best.target.norm, how, text) if best.target.norm else None
        contradicted = self._contradicted(text, best)
        return Reply(
            text, on, how, ruling, value, nearest=nearest, guess=best, contradicted=contradicted, sure=sure
        )

    def _likeliest(self, guesses: tuple[Guess, ...], text: str, on: date) -> tuple[Guess | None, float]:
        """The likeliest guess of the likeliest answer, and the share of all guesses that would answer so too."""
        answers: dict[Answer, list[Guess]] = {}
        for guess in guesses[:RIVALS]:
            answers.setdefault(self.answer(guess, on), []).append(guess)
        agreeing = max(answers.values(), key=lambda own: sum(g.share for g in own), default=[])
        if not agreeing:
            return None, 0.0
        best = self._for_approval(_chosen(agreeing[0], guesses, text), guesses, text)
        return best, sum(g.share for g in agreeing)

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
        if sure < self.sure or self._mistaken(best, ruling, text, on):
            return "not_understood"
        if ruling.answer is Answer.NOT_PROVIDED and self._lapsed(best, on):
            return "successor_missing"
        return "several" if self._several(text, lang, on) else None

    def _sure(self, best: Guess, ruling: Ruling, share: float, text: str, lang: str) -> float:
        """How probable it is that the likeliest answer is right, which this share of all guesses would get."""
        signs = Sureness(
            agreeing=log_odds(share),
            likeliest=log_odds(best.share),
            told=best.told,
            length=len(text) / 100,
            english=lang == "en",
            no_norm=best.target.norm is None,
            permitted=ruling.answer is Answer.PERMITTED,
        )
        return chance(weighed(signs, SURENESS if self._recogniser else UNTRAINED_SURENESS))

    def _mistaken(self, best: Guess, ruling: Ruling, text: str, on: date) -> bool:
        """Whether what is meant speaks of something else than is asked, or of other parties and is in force.

        More often a party was misread than asked about.
        """
        norm = best.target.norm
        if norm is None:
            return False
        if not best.fits and not best.turned and norm.in_force(on):
            return True
        grounds = [reached.norm for reached in ruling.grounds]
        return self._scope.excludes(norm, text) or bool(
            grounds and self._scope.silent_on_approval(grounds, text)
        )

    def _several(self, text: str, lang: str, on: date) -> bool:
        """Whether two clauses each ask of a party, and the answers to them differ."""
        claims = [c for c in re.split(r"[、,;]", text) if self._claims(c, lang)]
        if len(claims) < 2:  # noqa: PLR2004  one claim is one question
            return False
        best = [self._understood.guesses(c, lang, on, Cited(rest=c))[:1] for c in claims]
        found = [g for guesses in best for g in guesses if g.target.act and g.share >= _CLAIM]
        acts, answers = {g.target.act for g in found}, {self._ruling(g, on).answer for g in found}
        return len(acts) > 1 and len(answers) > 1

    def _claims(self, clause: str, lang: str) -> bool:
        named = any(m.side == "bearer" for m in self._understood.mentions(clause, lang))
        return named and bool(_MODAL.search(clause))

    def _ruling(self, guess: Guess, on: date) -> Ruling:
        question = Question(guess.bearer, guess.target.act, guess.toward, on)
        ruling = decide(question, self.base, self.base.archetypes)
        if guess.fits and guess.target.norm is not None and guess.target.norm.in_force(on):
            return self._as_the_norm_has_it(guess, ruling, on)
        return ruling

    def answer(self, guess: Guess, on: date) -> Answer:
        """Return the answer that a guess would get: its norm's own, where that is in force and the parties fit."""
        norm = guess.target.norm
        if guess.target.outside:
            return Answer.UNANSWERABLE
        if norm is not None and guess.fits and norm.in_force(on):
            return _SAYS[norm.modality]
        return self._bare.said(Question(guess.bearer, guess.target.act, guess.toward, on))[0]

    def _for_approval(self, best: Guess, guesses: tuple[Guess, ...], text: str) -> Guess:
        """Who approves is asked of the duty to obtain the approval, not of the power that needs it.

        Where the article forbids the act to whoever has no approval, the ban is what an unapproved act meets.
        """
        power = best.target.norm
        if power is None or power.modality is not Modality.POWER:
            return best
        if compiled(_UNAPPROVED).search(text):
            place = power.regulation, power.version, power.article
            bans = (g for g in guesses[:RIVALS] if g.share >= _BESIDE and _bans_in(g.target.norm, place))
            ban = next(bans, None)
            if ban is not None:
                return ban
        if power.approval is None or not compiled(_APPROVED_BY, re.IGNORECASE).search(text):
            return best
        duty = duty_to_obtain(power, self.base.norms)
        return replace(best, target=target_of(duty)) if duty else best

    def _as_the_norm_has_it(self, best: Guess, ruling: Ruling, on: date) -> Ruling:
        """When the parties as asked leave the norm out (a loose word for one of them), ask with the norm's own."""
        norm = best.target.norm
        if norm is None or any(r.norm.id == norm.id for r in (*ruling.grounds, *ruling.caveats)):
            return ruling
        for bearer, toward in self._own_parties(norm, best):
            question = Question(bearer, norm.act, toward, on)
            if norm.id in self._bare.said(question)[1]:
                return decide(question, self.base, self.base.archetypes)
        return ruling

    def _own_parties(self, norm: Norm, best: Guess) -> Iterator[tuple[str, str | None]]:
        """Pairs of kinds that a norm may be about: its own, then narrower ones (superior commission, subordinate)."""
        wide = (best.bearer, *norm.bearers), (*norm.toward, None) if norm.toward else (best.toward, None)
        yield from product(*wide)
        bearers, towards = ([k for kind in own if kind for k in self._narrower[kind]] for own in wide)
        yield from ((bearer, toward) for bearer in bearers for toward in towards or (None,))

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        narrower: dict[str, list[str]] = {kind: [] for kind in self.base.lineage}
        for kind, line in self.base.lineage.items():
            for wider in line - {kind}:
                narrower[wider].append(kind)
        return narrower

    def _lapsed(self, best: Guess, on: date) -> bool:
        """Whether what is asked about stood in a version that has ended and whose successor is not encoded."""
        norm = best.target.norm
        if norm is None or norm.in_force(on):
            return False
        version = self.base.version(norm)
        return version.lapsed and version.until is not None and version.until <= on

    def _contradicted(self, text: str, best: Guess) -> bool:
        norm = best.target.norm
        if norm is not None and norm.every is not None and frequencies(text) - {norm.every.per}:
            return True
        if norm is not None and norm.modality is Modality.PROHIBITION:
            return False  # what is forbidden for five years is forbidden in the third
        deadline = norm.deadline if norm is not None else None
        stated = spans(text)
        if deadline is None or deadline.length is None or deadline.unit is None or len(stated) != 1:
            return False
        length, unit = stated[0]
        return unit in ("day", "working_day", "month", "year", "hour") and (length, unit) != (
            deadline.length,
            deadline.unit.value,
        )

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
