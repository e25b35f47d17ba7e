"""What a party has told already, as rows for the page from which it is asked."""

from typing import Any

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Performed
from paizhu.door.present import Present
from paizhu.liaison.reported import reported


def reported_rows(sitting: Sitting, present: Present, party: str, lang: str) -> dict[str, Any] | None:
    """Return the rows about a party; None where none is named."""
    if not party:
        return None
    found = reported(sitting, present, party)
    return {
        "party": present.name(party),
        "told": [_told(one, present, lang) for one in found.told],
        "waiting": [
            {"reference": m.reference, "title": m.title or m.reference, "due": m.due} for m in found.waiting
        ],
    }


def _told(one: Performed, present: Present, lang: str) -> dict[str, Any]:
    assert one.matter is not None
    steps = present.base.procedure_by_id(one.matter.procedure).steps
    return {
        "name": next((step.name.in_(lang) for step in steps if step.id == one.act), one.act),
        "on": one.on,
        "reference": one.matter.reference,
        "title": one.matter.title or one.matter.reference,
    }
