"""The cast: an office, its dispatching organ, its host with a Party group, and an outsider; each with seats.

head, deputy, clerk: of the office Z1 (clerk: 纪检监察员, level 其他).  other: head of the office Z2, an outsider.
superior, superior_deputy: of the dispatching organ W2.  secretary: of the host's Party group D1.  host: of the host H1.
committee: secretary of the organ Party committee J1.  discipline: secretary of the organ discipline committee K1.
"""

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from paizhu import places
from paizhu.accounts.sittings import Sitting, sitting
from paizhu.door.acts import Act
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.perform import Done, perform
from paizhu.door.present import Present
from paizhu.norms.base import Base
from paizhu.norms.periods.official import official
from paizhu.norms.store import open_base
from paizhu.registry import here
from paizhu.registry.importing import import_file
from paizhu.registry.tests.charts import Lists, city


@cache
def base() -> Base:
    """The base of the real pack."""
    return open_base(places.packs() / "discipline")


ON = date(2025, 9, 1)  # a Monday
AT = datetime(2025, 9, 1, 9, tzinfo=timezone.get_fixed_timezone(480))

_POSTS = {
    "head": ("Z1", "组长", "正职"),
    "deputy": ("Z1", "副组长", "副职"),
    "clerk": ("Z1", "纪检监察员", "其他"),
    "unknown": ("Z1", "干部", None),
    "other": ("Z2", "组长", "正职"),
    "superior": ("W2", "书记", "正职"),
    "superior_deputy": ("W2", "副书记", "副职"),
    "secretary": ("D1", "党组书记", "正职"),
    "group_clerk": ("D1", "秘书", "其他"),
    "host": ("H1", "办公室主任", "中层"),
    "committee": ("J1", "机关党委书记", "中层"),
    "discipline": ("K1", "机关纪委书记", "中层"),
}
CAST = tuple(_POSTS)
ORGANS = {name: organ for name, (organ, _title, _level) in _POSTS.items()}


def lists() -> Lists:
    """The small city with the seats of the cast; the persons are `X-` and the name."""
    found = city()
    found["posts"] = [
        {"id": f"P-{name}", "organ": organ, "title": title, "level": level, "managed_by": "W1"}
        for name, (organ, title, level) in _POSTS.items()
    ]
    found["persons"] = []
    found["seats"] = [
        {"id": f"S-{name}", "post": f"P-{name}", "person": f"X-{name}", "since": "2020-01-01", "until": None}
        for name in _POSTS
    ]
    return found


def bring(folder: Path, chart: Lists) -> None:
    """Import a chart."""
    file = folder / "chart.json"
    file.write_text(json.dumps(chart, ensure_ascii=False), "utf-8")
    import_file(file)


def present(on: date = ON, at: datetime = AT) -> Present:
    """Return what holds on a day."""
    found = here.here(base())
    assert found is not None
    return Present(found, official(), on, at)


def seat(name: str, on: date = ON) -> Sitting:
    """Return a seat of the cast."""
    found = sitting(f"S-{name}", on)
    assert found is not None, name
    return found


TASK = {
    "assignee": "Z1",
    "act": "carry_out_assigned",
    "title": "核查公务用车",
    "request": "请核查驻在单位公务用车管理情况。",
    "length": "10",
    "unit": "working_day",
}


def do(
    who: str,
    act_id: str,
    matter: Matter | str | None = None,
    /,
    *,
    on: date = ON,
    key: str = "",
    **given: Any,
) -> Done:
    """Do an act as somebody of the cast."""
    reference = matter.reference if isinstance(matter, Matter) else matter
    return perform(present(on), seat(who, on), act_id, reference, given, key=key, channel=Channel.PAGE)


def proposed(who: str = "superior_deputy", /, **given: Any) -> Matter:
    """Return a task that was proposed."""
    done = do(who, "task.propose", **{**TASK, **given})
    assert done.matter is not None
    return done.matter


def assigned(**given: Any) -> Matter:
    """Return a task that was assigned to the office by its dispatching organ."""
    matter = proposed(**given)
    do("superior", "task.approve", matter)
    return fresh(matter)


def fresh(matter: Matter) -> Matter:
    """Return the matter as the database has it."""
    return Matter.objects.get(pk=matter.pk)


__all__ = ["AT", "CAST", "ON", "Act"]
