"""A slow and obvious reference of who may see and do what, written from docs/door.md and not from the code."""

from paizhu.door.models import Matter, Performed
from paizhu.door.tests.world import base

ORGAN = {
    "head": "Z1", "deputy": "Z1", "clerk": "Z1", "unknown": "Z1", "other": "Z2", "superior": "W2",
    "superior_deputy": "W2", "secretary": "D1", "group_clerk": "D1", "host": "H1",
}  # fmt: skip
LEADERS = {"head", "deputy", "other", "superior", "superior_deputy", "secretary"}
HEADS = {"head", "other", "superior", "secretary"}
LED = {"W2": {"Z1", "Z2"}}


def sees(who: str, matter: Matter) -> str:
    """Return "content", "overview" or "nothing"."""
    parties = {matter.task.assigner_id}
    if Performed.objects.filter(matter=matter, act="task.approve").exists():
        parties.add(matter.task.assignee_id)
    own = ORGAN[who]
    if own in parties:
        return "content"
    return "overview" if parties & LED.get(own, set()) else "nothing"


def may_do(who: str, act: str, matter: Matter) -> str:
    """Return "done", or the gate that says no; for a form that is filled in rightly and a task with a ground."""
    step = next(s for s in base().procedure_by_id(matter.procedure).steps if s.id == act)
    if sees(who, matter) == "nothing":
        return "visibility"
    organs = {"assigner": matter.task.assigner_id, "assignee": matter.task.assignee_id}
    if sees(who, matter) == "overview" or ORGAN[who] not in {organs[side] for side in step.by}:
        return "power"
    able = {"any": set(ORGAN), "leader": LEADERS, "head": HEADS}[step.power.value]
    if who not in able:
        return "power"
    did = Performed.objects.filter(matter=matter, act__in=step.apart_from, person=f"X-{who}")
    if did.exists():
        return "four_eyes"
    return "done" if matter.state in step.from_ else "state"
