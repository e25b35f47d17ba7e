"""Tokens as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TokensConfig(AppConfig):
    name = "paizhu.tokens"
    label = "tokens"

    def ready(self) -> None:
        """Let the tokens of an account end when it is locked or reset, and tell its holder of them with their data."""
        from paizhu.accounts.acts import shutting  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.personal.parts import Part, parts  # noqa: PLC0415
        from paizhu.tokens.making import revoke_all  # noqa: PLC0415
        from paizhu.tokens.queries import of_person  # noqa: PLC0415

        shutting.append(revoke_all)
        parts.append(Part("tokens", gettext_lazy("Tokens for programs"), of_person))
