"""Notices of important information as a Django application."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "paizhu.liaison.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Name the kind with its acts, and which of its matters were acts that a norm asks for."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.counting import counted  # noqa: PLC0415
        from paizhu.liaison.notifications.acts import ACTS, BY_HOST, BY_OFFICE  # noqa: PLC0415
        from paizhu.liaison.notifications.queries import told  # noqa: PLC0415
        from paizhu.liaison.notifications.rows import ROWS  # noqa: PLC0415

        given = counted(
            "notification.give",
            "notification",
            acts=(BY_HOST, BY_OFFICE),
            act=lambda held: held.act,
            other="receiver",
            unless=("withdrawn",),
        )
        kinds.add(Kind("notification", ACTS, told, given, rows=ROWS))
