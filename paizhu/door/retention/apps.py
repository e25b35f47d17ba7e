"""Retention as a Django application."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "paizhu.door.retention"
    label = "retention"

    def ready(self) -> None:
        """Name its acts, and what destroyed matters still count for."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.performances import sources  # noqa: PLC0415
        from paizhu.door.retention.acts import ACTS  # noqa: PLC0415
        from paizhu.door.retention.counting import counted  # noqa: PLC0415

        acts.add(*ACTS)
        sources.append(counted)
