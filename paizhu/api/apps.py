"""The API as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "paizhu.api"
    label = "api"
