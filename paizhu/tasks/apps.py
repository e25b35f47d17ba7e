"""General tasks as a Django application."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "paizhu.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Name the acts of a task."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.tasks.acts import ACTS  # noqa: PLC0415

        acts.add(*ACTS)
