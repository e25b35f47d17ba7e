"""General tasks as a Django application."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "paizhu.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Name the acts of a task, and what of them is done of a duty."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.performances import sources  # noqa: PLC0415
        from paizhu.tasks.acts import ACTS  # noqa: PLC0415
        from paizhu.tasks.performances import answered  # noqa: PLC0415

        acts.add(*ACTS)
        sources.append(answered)
