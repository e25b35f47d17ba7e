"""Matters, clocks and refusals in the words and rows that the templates show."""

from typing import Any

from django.utils.translation import gettext_lazy

from paizhu.door.present import Present
from paizhu.door.provisions import fitting
from paizhu.door.refusals import Conflict, Gate, InvalidForm, NotVisible, Refused
from paizhu.door.today import Turn, Urgency
from paizhu.web import entries

URGENCY: dict[Urgency, dict[str, Any]] = {
    Urgency.OVERDUE: {"word": gettext_lazy("Overdue"), "icon": "alert-triangle"},
    Urgency.NEAR: {"word": gettext_lazy("Due soon"), "icon": "clock"},
    Urgency.LATER: {"word": gettext_lazy("Due later"), "icon": "calendar-event"},
    Urgency.NONE: {"word": gettext_lazy("Without a limit"), "icon": "circle-dashed"},
}
WHY_NOT = {
    "power": gettext_lazy("for the head or a deputy of your organ"),
    "four_eyes": gettext_lazy("for a colleague: you did the step before"),
}
GATES: dict[Gate, Any] = {
    Gate.VISIBILITY: gettext_lazy("visibility"),
    Gate.RULING: gettext_lazy("ground"),
    Gate.POWER: gettext_lazy("power of the seat"),
    Gate.RECUSAL: gettext_lazy("recusal"),
    Gate.FOUR_EYES: gettext_lazy("four eyes"),
    Gate.STATE: gettext_lazy("state of the procedure"),
    Gate.FORM: gettext_lazy("form"),
}


def turn_row(turn: Turn, present: Present, lang: str) -> dict[str, Any]:
    """Return a matter of Today with whose turn it is and why."""
    matter, clock = turn.matter, turn.clock
    parties = [o for o in (matter.owner_id, matter.counterpart_id) if o]
    return {
        "reference": matter.reference,
        "title": matter.title,
        "kind": turn.procedure.name.in_(lang),
        "state": turn.procedure.state(matter.state).name.in_(lang),
        "step": turn.step.name.in_(lang),
        "owner": present.name(matter.owner_id),
        "counterpart": present.name(matter.counterpart_id) if matter.counterpart_id else "",
        "awaited": present.name(matter.awaited_id) if matter.awaited_id else "",
        "due": clock.due if clock else None,
        "nominal": clock.nominal if clock and clock.nominal != clock.due else None,
        "days": (clock.due - present.on).days if clock else None,
        "late": (present.on - clock.due).days if clock and clock.due < present.on else 0,
        "mine": turn.mine,
        "why_not": WHY_NOT.get(turn.why_not, ""),
        "norms": [entries.line(norm, lang) for norm in fitting(turn.step.norms, parties, present)],
        "urgency": turn.urgency.value,
    }


def refusal_row(
    refused: Refused | Conflict | NotVisible | InvalidForm, lang: str, name: str
) -> dict[str, Any]:
    """Return what a gate said: which one, on which provisions, what is open instead. name: of the act."""
    if not isinstance(refused, Refused):
        return {
            "message": str(refused),
            "gate": "",
            "norms": [],
            "instead": [],
            "act": name,
            "code": refused.code,
        }
    return {
        "message": refused.message,
        "gate": GATES[refused.gate],
        "code": refused.code,
        "norms": [entries.line(p["norm"], lang) for p in refused.provisions],
        "because": [p.get("because", "") for p in refused.provisions],
        "instead": refused.instead,
        "act": name,
    }
