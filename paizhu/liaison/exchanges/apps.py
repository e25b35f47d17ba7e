"""Exchanges of views as a Django application."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "paizhu.liaison.exchanges"
    label = "exchanges"

    def ready(self) -> None:
        """Name the kind with its acts, and what of them is done of a duty."""
        from paizhu.door.kinds import Kind, Rows, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.exchanges.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.exchanges.models import Exchange  # noqa: PLC0415
        from paizhu.liaison.exchanges.performances import exchanged  # noqa: PLC0415
        from paizhu.liaison.exchanges.queries import days, told  # noqa: PLC0415

        kinds.add(Kind("exchange", ACTS, told, exchanged, days, rows=(Rows(Exchange),)))
