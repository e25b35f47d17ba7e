"""Tokens as a Django application."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "paizhu.tokens"
    label = "tokens"

    def ready(self) -> None:
        """Let the tokens of an account end when it is locked or reset."""
        from paizhu.accounts.acts import shutting  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.tokens.making import revoke_all  # noqa: PLC0415

        shutting.append(revoke_all)
