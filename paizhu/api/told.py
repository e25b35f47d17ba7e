"""Acts as replies tell them."""

from collections.abc import Iterable
from typing import Any

from paizhu.accounts.sittings import Sitting
from paizhu.api.errors import told
from paizhu.api.inputs import described
from paizhu.door.models import Matter
from paizhu.door.open_acts import OpenAct
from paizhu.door.present import Present
from paizhu.door.retention.queries import stub


def acts_told(acts: Iterable[OpenAct]) -> list[dict[str, Any]]:
    """Return acts with their inputs, and the reason of each that is not open."""
    return [
        {
            "id": act.id,
            "name": act.name,
            "open": act.is_open,
            "why_not": {"code": act.why_not.code, "message": act.why_not.message, **told(act.why_not)}
            if act.why_not
            else None,
            "provisions": list(act.provisions),
            "inputs": described(act.form),
        }
        for act in acts
    ]


def stub_told(matter: Matter, sitting: Sitting, present: Present) -> dict[str, Any] | None:
    """Return the stub of a destroyed matter; None where its content is kept."""
    if matter.destroyed_on is None:
        return None
    found = stub(matter, sitting, present)
    return {
        "opened_on": found.opened_on,
        "closed_on": found.closed_on,
        "destroyed_on": found.destroyed_on,
        "years": found.term.years,
        "rule": found.term.rule,
        "proposed_seat": found.proposed_seat,
        "approved_seat": found.approved_seat,
        "appraisal": found.appraisal,
        "pieces": found.pieces,
        "files": found.files,
        "log": found.log,
        "entry": found.number,
    }
