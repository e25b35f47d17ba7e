"""The value a question asks for, as a norm gives it: how long, how often, which ones, from when, who."""

import re
from dataclasses import dataclass

from paizhu.norms.ask.manner import Manner
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
_TO_WHOM = re.compile(
    r"(?:向|给|往|报|交|送|到|对|跟|同|和|告知|通知|征求)(?:谁|哪|何|什么)|to whom|with whom|to which",
    re.IGNORECASE,
)


def value_of(base: Base, norm: Norm, how: Manner, text: str) -> Value | None:
    """Return the value of `norm` that the question wants; None when it wants none, or the norm gives none."""
    wants = list(how.wants)
    if "frequency" in wants and norm.every is None and norm.deadline is not None:
        wants.append("duration")
    if "duration" in wants and norm.deadline is None:
        wants += ["frequency", "effective"]
    if "party" in wants and APPROVER.search(text) and norm.approval is not None:
        wants.insert(0, "approval")
    for want in wants:
        value = _value(base, norm, want, text)
        if value is not None:
            return value
    return None


def _value(base: Base, norm: Norm, want: str, text: str) -> Value | None:
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
    elif want == "party":
        kinds = norm.toward if _TO_WHOM.search(text) and norm.toward else norm.bearers
        items = _names(base, kinds)
        value = Value("party", _joined(items), norm.id, items=items)
    return value


def _names(base: Base, kinds: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(base.kinds[k].name for k in kinds)


def _joined(items: tuple[Text, ...]) -> Text:
    return Text("、".join(i.zh for i in items), "; ".join(i.en for i in items))
