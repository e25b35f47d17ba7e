"""Invitations for important business as a Django application."""

from django.apps import AppConfig


class BusinessInvitationsConfig(AppConfig):
    name = "paizhu.liaison.business_invitations"
    label = "business_invitations"

    def ready(self) -> None:
        """Name the kind with its acts and days, and what of it is on record as done."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.business_invitations.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.business_invitations.performances import performed  # noqa: PLC0415
        from paizhu.liaison.business_invitations.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.business_invitations.rows import ROWS  # noqa: PLC0415

        kinds.add(Kind("business_invitation", ACTS, told, performed, days, rows=ROWS))
