"""What speaks against ruling on a guess though it is the likeliest: its norm is silent on the point, or has lapsed."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from paizhu.norms.ask.choosing import Chooser, lapsed
from paizhu.norms.ask.cited import Cited
from paizhu.norms.ask.dates import frequencies, spans
from paizhu.norms.ask.patterns import compiled
from paizhu.norms.ask.remembered import Remembered
from paizhu.norms.ask.roles import Mention
from paizhu.norms.ask.scope import Scope
from paizhu.norms.ask.understand import Guess
from paizhu.norms.base import Base
from paizhu.norms.decide import Ruling
from paizhu.norms.model import Deadline, Modality, Norm

_CLAIM = 0.3  # likeness of a clause that says something of its own
_LEVELS = "乡县区州市省国中"  # the first letters of the levels of commissions, the lowest first
_LEVELLED = re.compile(r"(乡镇|县|区|州|市|省|国家|中央)(?:一?级)?(?:纪委|监委|监察委)")
_TAKEN_TO = re.compile(r"(?:报|经|由|请|请示|呈|征得|找|送)(?:其|本|该|所在|给|请|过|了|到)*$")
_APPROVED = re.compile(
    r"(?:主要)?(?:负责人|书记|领导|一把手)?(?:来|去)?(?:审批|批准|批(?!评)|同意|签字|点头|审定)"
)
_OBJECT = re.compile(r"对象(?:是|为|应当是|应该是|限于)(?:本|该|其|同级|所在)*$")
_INSTEAD = re.compile(r",?(?:而不是|而非|,不是)(?:由|向|对|给|找)?")
_MODAL = re.compile(r"应当|应该|必须|可以|不得|不能|有权|需要|must|may|shall|can\b", re.IGNORECASE)


class Doubts:
    """Looks at a guess and its ruling beside the words of the question."""

    def __init__(self, base: Base, chooser: Chooser) -> None:
        self._base, self._chooser = base, chooser
        self._scope = Scope(base)

    def mistaken(self, best: Guess, ruling: Ruling, text: str, on: date) -> bool:
        """Whether what is meant speaks of something else than is asked, or of other parties and is in force.

        More often a party was misread than asked about.
        """
        norm = best.target.norm
        if norm is None:
            return False
        if not best.fits and not best.turned and norm.in_force(on):
            return True
        grounds = [reached.norm for reached in ruling.grounds]
        return (
            self._scope.excludes(norm, text)
            or _upside_down(norm, text)
            or _lacks_authority(norm, text)
            or bool(grounds and self._scope.silent_on_approval(grounds, text))
        )

    def several(self, understood: Remembered, text: str, lang: str, on: date) -> bool:
        """Whether two clauses each ask of a party, and the answers to them differ."""
        claims = [c for c in re.split(r"[、,;]", text) if _claims(understood, c, lang)]
        if len(claims) < 2:  # noqa: PLR2004  one claim is one question
            return False
        best = [understood.guesses(c, lang, on, Cited(rest=c))[:1] for c in claims]
        found = [g for guesses in best for g in guesses if g.target.act and g.share >= _CLAIM]
        acts, answers = {g.target.act for g in found}, {self._chooser.ruling(g, on).answer for g in found}
        return len(acts) > 1 and len(answers) > 1

    def names_another(self, text: str, best: Guess, mentions: Sequence[Mention]) -> bool:
        """Whether a question has another party approve, owe or get the act than the norm it is about."""
        norm = best.target.norm
        if norm is None:
            return False
        approving = [one for one in mentions if _approves(text, one)]
        by = norm.approval.by if norm.approval is not None else ()
        if by and approving and not self._base.may_mean((one.kind for one in approving), by):
            return True
        objects = [one for one in mentions if _OBJECT.search(text[: one.start])]
        if norm.toward and objects and not self._base.may_mean((one.kind for one in objects), norm.toward):
            return True
        return any(
            self._base.may_mean([denied.kind], side) and not self._base.may_mean([said.kind], side)
            for said, denied in pairwise(mentions)
            if _INSTEAD.fullmatch(text[said.end : denied.start])
            for side in (norm.bearers, norm.toward)
        )

    def lapsed(self, best: Guess, on: date) -> bool:
        """Whether what is asked about stood in a version that has ended and whose successor is not encoded."""
        return best.target.norm is not None and lapsed(self._base, best.target.norm, on)


def _approves(text: str, one: Mention) -> bool:
    return bool(_TAKEN_TO.search(text[: one.start]) and _APPROVED.match(text[one.end :]))


def _upside_down(norm: Norm, text: str) -> bool:
    """Whether a text has the lower commission act toward the higher (县纪委领导市纪委), and the norm the other way."""
    if "subordinate_commission" not in norm.toward:
        return False
    for clause in re.split(r"[,。?;:]", text):
        levels = [_LEVELS.index(m[1][0]) for m in _LEVELLED.finditer(clause)]
        if len(levels) > 1 and levels[0] < levels[1]:
            return True
    return False


_UNAUTHORISED = (
    r"(?:没有?|未|不|尚未|从未|并未)(?:经|获|得到|被|有|取得)?[^,。?]{0,6}(?:授权|授予|赋予)"
    r"|\b(?:no|without|not been (?:given|granted)) (?:any )?(?:authori[sz]|mandate|such power)"
)


def _lacks_authority(norm: Norm, text: str) -> bool:
    """Whether a power comes from another's authority, which the question says was not given."""
    if norm.modality is not Modality.POWER or norm.circumstance is None or "授权" not in norm.circumstance.zh:
        return False
    return bool(compiled(_UNAUTHORISED, re.IGNORECASE).search(text))


def _claims(understood: Remembered, clause: str, lang: str) -> bool:
    named = any(m.side == "bearer" for m in understood.mentions(clause, lang))
    return named and bool(_MODAL.search(clause))


_OVERDUE = re.compile(
    r"超期|超时|超没超|逾期|过期|误期|超(?:过|出)?(?:了|没)?[^,。?]{0,4}(?:时限|期限)|(?:来|交|报|办)得?(?:晚|迟)了"
    r"|\boverdue\b|\btoo late\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"超过|多于|(?:之?内|以内)[^,。?]{0,4}(?:没|未|不)|\bmore than\b")
# Roughly, in days: whether forty days are more than a month.
_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "working_day": 1.4,
    "week": 7.0,
    "month": 365 / 12,
    "quarter": 91.0,
    "year": 365.0,
}


_NOT_OVERDUE = re.compile(
    r"(?:没有?|不算?|未|不至于)(?:超期|超时|逾期|过期|误期|晚|迟)|\bnot (?:yet )?(?:overdue|too late)\b",
    re.IGNORECASE,
)
# By how much it is late is no time that the norm has.
_OVER_BY = re.compile(
    r"(?:逾期|超期|超时|超了|晚了|迟了)了?\s*[\d零一二两三四五六七八九十百半]+\s*个?(?:小时|工作日|天|日|周|月|年)"
)


def overdue(text: str, best: Guess) -> bool | None:
    """Whether a question is right that a time is too long, or that it is not; None where it asks neither or names no time."""
    norm = best.target.norm
    deadline = norm.deadline if norm is not None else None
    stated = spans(text)
    if deadline is None or deadline.length is None or deadline.unit is None or len(stated) != 1:
        return None
    if not _OVERDUE.search(text) or deadline.unit.value not in _DAYS or _OVER_BY.search(text):
        return None
    length, unit = stated[0]
    took, limit = length * _DAYS[unit], deadline.length * _DAYS[deadline.unit.value]
    # 超过一个月 and 一个月内没 are longer than a month.
    late = took > limit or (took >= limit and bool(_BEYOND.search(text)))
    return late is not bool(_NOT_OVERDUE.search(text))


_CALENDAR_DAYS = r"自然日|日历日|calendar days?"


def contradicted(text: str, best: Guess) -> bool:
    """Whether a question states another time or frequency than the norm it is about."""
    norm = best.target.norm
    if norm is None:
        return False
    if norm.every is not None and frequencies(text) - {norm.every.per}:
        return True
    if norm.modality is Modality.PROHIBITION:
        return False  # what is forbidden for five years is forbidden in the third
    return norm.deadline is not None and _is_another(norm.deadline, text)


def _is_another(deadline: Deadline, text: str) -> bool:
    """Whether a text states one time, and another than a limit."""
    if deadline.length is None or deadline.unit is None:
        return False
    if deadline.unit.value == "working_day" and compiled(_CALENDAR_DAYS, re.IGNORECASE).search(text):
        return True
    stated = spans(text)
    if len(stated) != 1 or stated[0][1] not in ("day", "working_day", "month", "year", "hour"):
        return False
    length, unit = stated[0]
    if {unit, deadline.unit.value} in (
        {"hour", "day"},
        {"month", "year"},
    ):  # 一天之内 and 24小时 are the same
        return round(length * _DAYS[unit]) != round(deadline.length * _DAYS[deadline.unit.value])
    return (length, unit) != (deadline.length, deadline.unit.value)
