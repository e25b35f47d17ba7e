"""Tokens as a Django application."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "paizhu.tokens"
    label = "tokens"
