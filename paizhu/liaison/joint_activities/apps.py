"""Joint activities as a Django application."""

from django.apps import AppConfig


class JointActivitiesConfig(AppConfig):
    name = "paizhu.liaison.joint_activities"
    label = "joint_activities"

    def ready(self) -> None:
        """Name the kind with its acts and days; what both sides confirmed is on record as done by both."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.counting import counted  # noqa: PLC0415
        from paizhu.liaison.joint_activities.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.joint_activities.models import Sort  # noqa: PLC0415
        from paizhu.liaison.joint_activities.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.joint_activities.rows import ROWS  # noqa: PLC0415

        done = counted(
            "joint_activity.record",
            "joint_activity",
            acts=[sort.act for sort in Sort],
            act=lambda held: Sort(held.sort).act,
            other="partner",
            day="held_on",
            both=True,
            only=("closed",),
        )
        kinds.add(Kind("joint_activity", ACTS, told, done, days, rows=ROWS))
