"""Who the sides of a task are: written from docs/procedures.md and not from the code."""

from paizhu.door.models import Matter, Performed


def sides(matter: Matter) -> dict[str, str]:
    """Return the sides that take part by now: the assignee does once the task is approved."""
    found = {"assigner": matter.task.assigner_id}
    if Performed.objects.filter(matter=matter, act="task.approve").exists():
        found["assignee"] = matter.task.assignee_id
    return found
