"""General tasks as a Django application."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "paizhu.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Name the kind with its acts, and what of them is done of a duty."""
        from paizhu.door.kinds import Kind, Rows, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.tasks.acts import ACTS  # noqa: PLC0415
        from paizhu.tasks.models import Task  # noqa: PLC0415
        from paizhu.tasks.performances import answered  # noqa: PLC0415
        from paizhu.tasks.queries import told  # noqa: PLC0415

        kinds.add(Kind("task", ACTS, told, answered, rows=(Rows(Task),)))
