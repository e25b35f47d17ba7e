"""The door as a Django application."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "paizhu.door"
    label = "door"

    def ready(self) -> None:
        """Name the acts that can be done on every matter."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.anywhere import ANYWHERE  # noqa: PLC0415

        acts.add(*ANYWHERE)
