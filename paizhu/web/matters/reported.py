"""What a party has told already, as rows for the page from which it is asked."""

from typing import Any

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present
from paizhu.liaison.reported import reported
from paizhu.web.matters.told import done_row


def reported_rows(sitting: Sitting, present: Present, party: str, lang: str) -> dict[str, Any] | None:
    """Return the rows about a party; None where none is named."""
    if not party:
        return None
    found = reported(sitting, present, party)
    return {
        "party": present.name(party),
        "told": [done_row(o.act, o.on, o.matter, present, lang) for o in found.told if o.matter],
        "waiting": [
            {"reference": m.reference, "title": m.title or m.reference, "due": m.due} for m in found.waiting
        ],
    }
