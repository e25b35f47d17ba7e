"""Joint supervision as a Django application."""

from django.apps import AppConfig


class JointSupervisionConfig(AppConfig):
    name = "paizhu.liaison.joint_supervision"
    label = "joint_supervision"

    def ready(self) -> None:
        """Name the kind with its acts and days; what was reported on is on record as done by both."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.counting import counted  # noqa: PLC0415
        from paizhu.liaison.joint_supervision.acts import ACTS, TOGETHER  # noqa: PLC0415
        from paizhu.liaison.joint_supervision.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.joint_supervision.rows import ROWS  # noqa: PLC0415

        done = counted(
            "joint_supervision.report",
            "joint_supervision",
            acts=(TOGETHER,),
            act=lambda _held: TOGETHER,
            other="group",
            both=True,
            only=("confirmed", "closed"),
        )
        kinds.add(Kind("joint_supervision", ACTS, told, done, days, rows=ROWS))
