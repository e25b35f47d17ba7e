"""A general task as far as somebody sees it."""

from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact, time_facts
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.tasks.models import Task


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return what a task asks of whom, and by when; none of it changes after the task was proposed."""
    assert sight.content
    task = Task.objects.get(matter=matter)
    asked = Fact(
        "act",
        gettext_lazy("Asked for"),
        task.act,
        Shape.ACT,
        bearer=task.assignee_id,
        toward=task.toward_id,
    )
    facts = [
        organ_fact("assigner", gettext_lazy("Assigner"), task.assigner_id, present),
        organ_fact("assignee", gettext_lazy("Assignee"), task.assignee_id, present),
        asked,
        organ_fact("toward", gettext_lazy("Toward"), task.toward_id, present),
        *time_facts(task.length, task.unit),
        Fact("request", gettext_lazy("Request"), task.request, Shape.TEXT),
    ]
    if task.about:
        facts.insert(4, Fact("about", gettext_lazy("For which period"), task.about))
    return facts
