"""Rectification as a Django application."""

from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "paizhu.rectification"
    label = "rectification"

    def ready(self) -> None:
        """Name the kind with its acts."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.rectification.acts import ACTS  # noqa: PLC0415
        from paizhu.rectification.fitting import unfit  # noqa: PLC0415
        from paizhu.rectification.queries import told  # noqa: PLC0415
        from paizhu.rectification.rows import ROWS  # noqa: PLC0415

        kinds.add(Kind("rectification", ACTS, told, rows=ROWS, unfit=unfit, item="measure"))
