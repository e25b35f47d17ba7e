"""What each kind of matter shows of itself: its own table, in rows."""

from collections.abc import Callable
from typing import Any

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.web.matters import task

_DETAILS: dict[str, Callable[[Matter, Sight, Present, str], dict[str, Any]]] = {"task": task.details}


def details(matter: Matter, sight: Sight, present: Present, lang: str) -> dict[str, Any]:
    """Return the template of a kind's details with what it needs. Only for whoever sees the content."""
    assert sight.content
    return _DETAILS[matter.kind](matter, sight, present, lang)
