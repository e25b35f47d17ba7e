"""Kinship as a Django application."""

from django.apps import AppConfig


class KinConfig(AppConfig):
    name = "paizhu.door.kin"
    label = "kin"

    def ready(self) -> None:
        """Name its acts."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.kin.acts import ACTS  # noqa: PLC0415

        acts.add(*ACTS)
