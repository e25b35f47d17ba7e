"""What a notice says: the act by its name in the procedure, and where its matter is found. Never any content."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override

from paizhu.door.acts import acts
from paizhu.door.granted import WITHDRAW
from paizhu.door.handover import ACT as HAND_OVER
from paizhu.door.models import Notice
from paizhu.door.open_acts import NAMES
from paizhu.door.overdue.acts import ESCALATE, MEETING_AHEAD, MEETING_EVE, RECKON, WARN
from paizhu.norms.base import Base
from paizhu.norms.model import Text

# Acts that stand in no procedure: those on matters of any kind, and the product's own.
IN_NO_PROCEDURE: dict[str, Promise | str] = {
    **NAMES,
    HAND_OVER: gettext_lazy("Hand a matter over"),
    WITHDRAW: gettext_lazy("The security administrator took a person’s sight of this matter back"),
    WARN: gettext_lazy("A time limit is near its end"),
    ESCALATE: gettext_lazy("A time limit is over"),
    RECKON: gettext_lazy("A time limit was reckoned anew"),
    MEETING_AHEAD: gettext_lazy("It meets within a week"),
    MEETING_EVE: gettext_lazy("It meets tomorrow, or today"),
}


def act_name(notice: Notice, base: Base) -> str:
    """Return what the act is called in the reader's language; its id where nothing names it."""
    lang = "en" if get_language() == "en" else "zh"
    steps = base.procedure_by_id(notice.matter.procedure).steps
    named = (step.name.in_(lang) for step in steps if step.id == notice.act)
    return next(named, None) or in_no_procedure(notice.act)


def in_no_procedure(act: str) -> str:
    """Return what an act is called that stands in no procedure; its id where nothing names it."""
    own = acts.get(act).name if act in acts else ""
    return str(own or IN_NO_PROCEDURE.get(act, act))


@cache
def name_of(act: str) -> Text | None:
    """Return what an act that stands in no procedure is called, in both languages; None where nothing names it."""
    known = (acts.get(act).name if act in acts else "") or IN_NO_PROCEDURE.get(act)
    if known is None:
        return None
    with override("zh-hans"):
        zh = str(known)
    with override("en"):
        return Text(zh, str(known))


def kind_name(notice: Notice, base: Base) -> str:
    """Return what the kind of matter is called in the reader's language."""
    lang = "en" if get_language() == "en" else "zh"
    return base.procedure_by_id(notice.matter.procedure).name.in_(lang)


def path(reference: str) -> str:
    """Return the address of a matter's page, from the root of the product."""
    return f"/matters/{reference}/"
