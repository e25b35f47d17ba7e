"""A general task on its matter's page."""

from typing import Any

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.web import links


def details(matter: Matter, sight: Sight, present: Present, lang: str) -> dict[str, Any]:
    """Return what is asked of whom, and what was said; of what is past only what was said before its end."""
    task = matter.task
    remarks = matter.remarks.order_by("pk")
    if sight.until is not None:
        remarks = remarks.filter(on__lt=sight.until)
    procedure = present.base.procedure_by_id(matter.procedure)
    names = {step.id: step.name.in_(lang) for step in procedure.steps}
    return {
        "template": "web/matters/_task.html",
        "task": task,
        "act": present.base.acts[task.act].name.in_(lang),
        "assigner": present.name(task.assigner_id),
        "assignee": present.name(task.assignee_id),
        "toward": present.name(task.toward_id),
        "to_third": task.toward_id != task.assigner_id,
        "ruling": links.rule(task.assignee_id, task.act, task.toward_id, matter.opened_on),
        "remarks": [
            {"name": names.get(r.kind, r.kind), "organ": present.name(r.organ_id), "on": r.on, "text": r.text}
            for r in remarks
        ],
    }
