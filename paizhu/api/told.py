"""Acts as replies tell them."""

from collections.abc import Iterable
from typing import Any

from paizhu.api.errors import told
from paizhu.api.inputs import described
from paizhu.door.open_acts import OpenAct


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
