"""Requests for support as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "paizhu.liaison.support"
    label = "support"

    def ready(self) -> None:
        """Name the kind with its acts, what of them is done of a duty, and the act by which lent people see a matter."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415
        from paizhu.liaison.support.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.support.admitting import ADMIT  # noqa: PLC0415
        from paizhu.liaison.support.performances import given  # noqa: PLC0415
        from paizhu.liaison.support.queries import told, unfit  # noqa: PLC0415
        from paizhu.liaison.support.rows import ROWS  # noqa: PLC0415

        kinds.add(Kind("support", ACTS, told, given, unfit=unfit, rows=ROWS))
        acts.add(ADMIT)
