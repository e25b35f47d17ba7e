"""Reminders of what comes up, as a Django application."""

from django.apps import AppConfig


class ComingConfig(AppConfig):
    name = "paizhu.door.coming"
    label = "coming"
