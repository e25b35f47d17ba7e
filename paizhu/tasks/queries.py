"""A general task as far as somebody sees it."""

from dataclasses import dataclass
from datetime import date

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.norms.model import Text
from paizhu.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a side said of a task. act: by which it was said."""

    act: str
    organ: str
    organ_name: str
    seat: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """What is asked of whom, and what was said."""

    assigner: str
    assignee: str
    act: str
    act_name: Text
    toward: str
    request: str
    length: int
    unit: str
    remarks: tuple[Remarked, ...]


def task_seen(matter: Matter, sight: Sight, present: Present) -> TaskSeen:
    """Return the task of a matter; of what is past only what was said before its end. For who sees the content."""
    assert sight.content
    task = Task.objects.get(matter=matter)
    said = matter.remarks.order_by("pk")
    if sight.until is not None:
        said = said.filter(on__lt=sight.until)
    return TaskSeen(
        assigner=task.assigner_id,
        assignee=task.assignee_id,
        act=task.act,
        act_name=present.base.acts[task.act].name,
        toward=task.toward_id,
        request=task.request,
        length=task.length,
        unit=task.unit,
        remarks=tuple(
            Remarked(r.kind, r.organ_id, present.name(r.organ_id), r.seat, r.on, r.text) for r in said
        ),
    )
