"""The minutes of a consultation: in versions, each with a digest, so that a confirmation names what was confirmed."""

import json
from collections.abc import Iterable
from hashlib import sha256

from paizhu.door.doing import Doing
from paizhu.door.models import Matter
from paizhu.liaison.consultations.models import Consultation, Decision, Minutes


def latest(matter: Matter) -> Minutes | None:
    """Return the version that counts; None before the consultation was held."""
    return matter.minutes.order_by("number").last()


def standing(matter: Matter) -> list[Decision]:
    """Return the decisions that stand in the latest version."""
    return list(matter.decisions.filter(until=None).order_by("number"))


def digest(
    consultation: Consultation, number: int, text: str, decisions: Iterable[Decision]
) -> tuple[str, str]:
    """Return the SHA-256 of all that a version says, in hex, and the canonical JSON that it is of.

    UTF-8, keys sorted, no spaces; decisions by number. docs/meetings.md has an example to redo by hand.
    """
    said = {
        "matter": consultation.matter.reference,
        "version": number,
        "held_on": consultation.held_on.isoformat() if consultation.held_on else None,
        "present": [
            consultation.office_present,
            consultation.group_present,
            consultation.superior_present,
        ],
        "text": text,
        "decisions": [
            [d.number, d.text, d.owner_id, d.act, d.due_on.isoformat() if d.due_on else None]
            for d in decisions
        ],
    }
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest(), written


def write_version(doing: Doing, text: str) -> Minutes:
    """Write the next version with the decisions as they stand; the entry names it, and commits to what it says."""
    matter = doing.opened
    before = latest(matter)
    number = before.number + 1 if before else 1
    consultation = Consultation.objects.select_related("matter").get(matter=matter)
    found, written = digest(consultation, number, text, standing(matter))
    doing.facts["version"] = number
    doing.content["minutes"] = written
    return Minutes.objects.create(
        matter=matter,
        number=number,
        text=text,
        digest=found,
        organ_id=doing.organ,
        seat=doing.sitting.seat,
        on=doing.present.on,
    )
