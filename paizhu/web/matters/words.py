"""Matters, clocks and refusals in the words and rows that the templates show."""

from typing import Any

from django.utils.translation import gettext_lazy

from paizhu.door.refusals import Conflict, Gate, InvalidForm, NotVisible, Refused
from paizhu.door.today import Urgency
from paizhu.web import entries
from paizhu.web.matters.fields import id_of

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


def refusal_row(
    refused: Refused | Conflict | NotVisible | InvalidForm, lang: str, name: str, act: str = ""
) -> dict[str, Any]:
    """Return what a gate said: which one, on which provisions, what is open instead. name: of the act.

    act: its id, where its form stands in the page: then each field that is wrong is told with the way to it.
    """
    if not isinstance(refused, Refused):
        return {
            "message": str(refused),
            "gate": "",
            "norms": [],
            "instead": [],
            "act": name,
            "code": refused.code,
            "whole": _faults_of_whole(refused) if act and isinstance(refused, InvalidForm) else [],
            "fields": _faults(refused, act) if act and isinstance(refused, InvalidForm) else [],
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


def status_of(said: Refused | Conflict | NotVisible | InvalidForm | None) -> int:
    """Return the status of a page that tells it; 200 where there is nothing to tell."""
    match said:
        case None:
            return 200
        case Refused():
            return 403
        case NotVisible():
            return 404
        case Conflict():
            return 409
    return 422


def _faults_of_whole(refused: InvalidForm) -> list[str]:
    """What is wrong with the form as a whole: its fields may stand far below, on a phone."""
    return list(refused.form.non_field_errors()) if refused.form is not None else []


def _faults(refused: InvalidForm, act: str) -> list[dict[str, str]]:
    """The fields that are wrong: the id in the page, the label, what is said of it."""
    form = refused.form
    if form is None:
        return []
    return [
        {"id": id_of(act, name), "label": str(form[name].label), "said": " ".join(said)}
        for name, said in refused.fields.items()
        if name in form.fields
    ]
