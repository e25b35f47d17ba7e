"""A reply as plain data, in the shape of `result`: what `paizhu ask --json` prints and the page draws."""

import re
from dataclasses import replace

from paizhu.norms import result
from paizhu.norms.ask.dates import frequencies
from paizhu.norms.ask.departing import alone, asks_of_violation, departs, tells
from paizhu.norms.ask.manner import Manner
from paizhu.norms.ask.reply import Reply
from paizhu.norms.ask.values import Value
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Ruling, looked_through
from paizhu.norms.model import Norm
from paizhu.norms.result import Result, regulation_names

_MILD = ("may", "exists")  # ways of asking that name no duty
# Of a deed that departs from one: leave is asked, no duty is named, what is done is too little, and whether it is enough.
_TWO_SIGNS = 2
_ENOUGH = re.compile(r"够不够|(?:够了?|没事儿?)[吗吧么][?。]*$")
_OR_NOT = re.compile(r"(?:必须|应当|应该|得)[^,。?]{1,16}、(?:不能|不得|不可|不许)")  # 应当保守秘密、不得泄露
_NOT_UNLESS = re.compile(  # 未经签署不应寄回
    r"(?:未经|不经|没有?)[^,。?]{1,30},?[^,。?]{0,6}(?:不应|不得|不能|不可|不许)"
)
_NOT_WITHOUT = re.compile(r"不(?:能|得|可以?|应)(?:不经|未经|没经)")
_NONE_AT_ALL = re.compile(r"任何|一[项样点件]也|完全|根本|一概|at all|any (?:kind|sort)|whatsoever")
_NEED_NOT = re.compile(r"不用|不必|无需|无须|不需要|用不着|没必要")


def of_reply(reply: Reply, base: Base, lang: str) -> Result:
    """Return the JSON object of a reply (docs/reference/result.md)."""
    if reply.ruling is None:
        answered = _abstained(reply, base, lang)
    else:
        how = _asked_of(reply.ruling, _undoubled(reply.ruling, reply.manner, reply.text), reply.text)
        answered = result.of_ruling(reply.ruling, base, lang, modality=how.modality, negated=how.negated)
        if reply.contradicted and answered["yes_no"] == "yes":
            answered["yes_no"] = "no"
        if reply.overdue is not None and reply.ruling.answer is Answer.REQUIRED and how.modality != "what":
            answered["yes_no"] = "yes" if reply.overdue else "no"
    if reply.value is not None:
        answered["value"] = _value(reply.value, lang)
    answered["provisions"] = [_provision(score, norm, base, lang) for score, norm in reply.nearest]
    if reply.why is not None:
        answered["reason"] = answered["summary"] = reply.why.in_(lang)
        answered["reason_code"] = reply.reason
    return {"question": reply.text, **answered}


def _undoubled(ruling: Ruling, how: Manner, text: str) -> Manner:
    """How it is asked, where of two negations one belongs to what is done; where a limited duty is denied as a whole."""
    if ruling.answer is Answer.LIMITED and how.negated and _NONE_AT_ALL.search(text):
        return replace(how, negated=False)
    if ruling.answer is Answer.REQUIRED and _NOT_UNLESS.search(text):
        return replace(how, modality="must", negated=False)
    if ruling.answer is Answer.FORBIDDEN and how.modality == "must" and _NOT_WITHOUT.search(text):
        return replace(how, modality="must_not", negated=False)
    return how


def _asked_of(ruling: Ruling, how: Manner, text: str) -> Manner:
    """How the ruling is asked for, which no word of the question may say.

    Who asks leave for a deed, and meets a duty, has described what departs from it (a time that is named says whether it
    does); so has whoever describes a thing left undone, or half done. What is forbidden may be an omission (to refuse
    advice without reason), and what is owed a silence (to keep a secret). To decide alone is a power that is asked for.
    """
    match ruling.answer, how.modality:
        case Answer.REQUIRED, "may" if how.negated and (departs(text) or tells(text)):
            return replace(how, modality="must", negated=False)
        case Answer.REQUIRED, modality if (
            not how.negated and not frequencies(text) and not asks_of_violation(text)
        ):
            lacking = departs(text)
            signs = how.leave, modality in _MILD, lacking, lacking and bool(_ENOUGH.search(text))
            if sum(signs) >= _TWO_SIGNS:
                return replace(how, modality="must", negated=True)
        case Answer.FORBIDDEN, "must" if how.negated:
            return replace(how, modality="may", negated=False)
        case Answer.FORBIDDEN, "must" if _OR_NOT.search(text):
            return replace(how, modality="must_not")
        case Answer.NOT_PROVIDED, "must" if how.negated and alone(text) and not _NEED_NOT.search(text):
            return replace(how, modality="may", negated=False)
    return how


def _abstained(reply: Reply, base: Base, lang: str) -> Result:
    return {
        "understood": dict.fromkeys(
            (
                "bearer",
                "bearer_zh",
                "bearer_en",
                "act",
                "act_zh",
                "act_en",
                "toward",
                "toward_zh",
                "toward_en",
            )
        )
        | {"on": reply.on.isoformat()},
        "asked": {"modality": reply.manner.modality, "negated": reply.manner.negated},
        "answer": Answer.UNANSWERABLE.value,
        "basis": None,
        "yes_no": None,
        "summary": "",
        "grounds": [],
        "near_misses": [],
        "owed_by": [],
        "instead": [],
        "exceptions": [],
        "caveats": [],
        "interpretations": [],
        "conflicts": [],
        "provisions": [],
        "base": result.looked(looked_through(base, reply.on), base, lang),
        "on": reply.on.isoformat(),
    }


def _value(value: Value, lang: str) -> Result:
    optional = {
        "length": value.length,
        "unit": value.unit,
        "items": [i.in_(lang) for i in value.items] or None,
    }
    return {
        "kind": value.kind,
        "text": value.text.in_(lang),
        **{key: item for key, item in optional.items() if item is not None},
        "norm": value.norm,
    }


def _provision(score: float, norm: Norm, base: Base, lang: str) -> Result:
    return {
        **regulation_names(base, norm.regulation),
        "version": norm.version,
        "article": norm.article,
        "score": round(score, 3),
        "snippet": f"“{norm.quote}” {norm.gist.in_(lang)}",
        "norm": norm.id,
    }
