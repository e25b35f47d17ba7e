"""The value of a norm that a question asks for, or has to do with: how long, how often, which ones, from when, who."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from paizhu.norms.ask.manner import Manner
from paizhu.norms.ask.roles import Mention
from paizhu.norms.base import Base
from paizhu.norms.model import Norm, Text


@dataclass(frozen=True, slots=True)
class Value:
    """kind: duration, frequency, list, date or party. length and unit only where the norm has a number."""

    kind: str
    text: Text
    norm: str
    length: int | None = None
    unit: str | None = None
    items: tuple[Text, ...] = ()


APPROVER = re.compile(r"批|同意|授权|签字|拍板|点头|approv|sign off|authori[sz]", re.IGNORECASE)
_DECIDES = re.compile(
    r"(?:谁|哪[一二两三]?[个家级方]|哪里|哪儿)[^,。?]{0,8}(?:定(?!期)|说了算)|听(?:谁|哪)|who (?:then )?(?:decides|settles)",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    r"(?:到|对|跟|同|和|协助的?(?:是|对象是)?)(?:谁|哪|何|什么)"
    r"|(?:向|给|往|报|交|送|递|告知|通知|征求|听取)[^,。?]{0,12}(?:谁|哪|何|什么)"
    r"|to whom|with whom|to which|whom must|receive a copy",
    re.IGNORECASE,
)


def value_of(
    base: Base, norm: Norm, how: Manner, text: str, mentions: Sequence[Mention] = ()
) -> Value | None:
    """Return the value of `norm` that the question wants; None when it wants none, or the norm gives none.

    mentions: the parties that the question names.
    """
    wants = list(how.wants)
    if "frequency" in wants and norm.every is None and norm.deadline is not None:
        wants.append("duration")
    if "duration" in wants and norm.deadline is None:
        wants += ["frequency", "effective"]
    if "party" in wants and norm.approval is not None and (APPROVER.search(text) or _DECIDES.search(text)):
        wants.insert(0, "approval")
    if "party" in wants and _is_about_toward(base, norm, text, mentions):
        wants = ["toward" if want == "party" else want for want in wants]
    return _first(base, (norm,), wants)


def value_beside(base: Base, grounds: Iterable[Norm], how: Manner, text: str) -> Value | None:
    """Return a value that nobody asks for and whoever keeps to these norms needs; None when they give none.

    Whoever asks if twenty days will do wants to know that it is fifteen.
    """
    kinds = ["duration", "frequency", "effective"]
    kinds.insert(0 if APPROVER.search(text) else len(kinds), "approval")
    return _first(base, grounds, kinds if how.wants else [*kinds, "list"])


def _first(base: Base, norms: Iterable[Norm], wants: Iterable[str]) -> Value | None:
    found = (_value(base, norm, want) for norm, want in product(norms, wants))
    return next((value for value in found if value is not None), None)


def _is_about_toward(base: Base, norm: Norm, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether it is asked toward whom: in so many words, or by naming who owes the act and nobody else."""
    if not norm.toward:
        return False
    named = [one.kind for one in mentions]
    return bool(_TO_WHOM.search(text)) or (
        base.may_mean(named, norm.bearers) and not base.may_mean(named, norm.toward)
    )


def _value(base: Base, norm: Norm, want: str) -> Value | None:
    value: Value | None = None
    if want == "duration" and norm.deadline is not None:
        deadline = norm.deadline
        unit = deadline.unit.value if deadline.unit else None
        value = Value("duration", deadline.wording, norm.id, deadline.length, unit)
    elif want == "frequency" and norm.every is not None:
        value = Value("frequency", norm.every.wording, norm.id, norm.every.times, norm.every.per)
    elif want == "list" and norm.listing is not None:
        value = Value("list", _joined(norm.listing.items), norm.id, items=norm.listing.items)
    elif want == "effective" and norm.effective is not None:
        value = Value("date", norm.effective, norm.id)
    elif want == "approval" and norm.approval is not None:
        value = Value("party", norm.approval.wording, norm.id, items=_names(base, norm.approval.by))
    elif want in ("party", "toward"):
        items = _names(base, norm.toward if want == "toward" else norm.bearers)
        value = Value("party", _joined(items), norm.id, items=items)
    return value


def _names(base: Base, kinds: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(base.kinds[k].name for k in kinds)


def _joined(items: tuple[Text, ...]) -> Text:
    return Text("、".join(i.zh for i in items), "; ".join(i.en for i in items))
