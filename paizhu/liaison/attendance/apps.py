"""Attendance at meetings as a Django application."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "paizhu.liaison.attendance"
    label = "attendance"

    def ready(self) -> None:
        """Name the kind with its acts, and what of them is on record as done."""
        from paizhu.door.kinds import Kind, Rows, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.attendance.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.attendance.models import Attendance  # noqa: PLC0415
        from paizhu.liaison.attendance.performances import attended  # noqa: PLC0415
        from paizhu.liaison.attendance.queries import days, told  # noqa: PLC0415

        kinds.add(Kind("attendance", ACTS, told, attended, days, rows=(Rows(Attendance),)))
