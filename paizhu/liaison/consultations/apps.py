"""Consultations as a Django application."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "paizhu.liaison.consultations"
    label = "consultations"

    def ready(self) -> None:
        """Name the kind with its acts, and what of them is done of a duty."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.consultations.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.consultations.performances import held  # noqa: PLC0415
        from paizhu.liaison.consultations.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.consultations.rows import ROWS  # noqa: PLC0415

        kinds.add(Kind("consultation", ACTS, told, held, days, rows=ROWS))
