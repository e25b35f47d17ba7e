"""Front-line visits as a Django application."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "paizhu.liaison.visits"
    label = "visits"

    def ready(self) -> None:
        """Name the kind with its acts, its days, and what of it is on record as done."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.counting import counted  # noqa: PLC0415
        from paizhu.liaison.visits.acts import ACTS, ONSITE  # noqa: PLC0415
        from paizhu.liaison.visits.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.visits.rows import ROWS  # noqa: PLC0415

        made = counted(
            "visit.record", "visit", acts=(ONSITE,), act=lambda _held: ONSITE, other="host", day="visited_on"
        )
        kinds.add(Kind("visit", ACTS, told, made, days, rows=ROWS))
