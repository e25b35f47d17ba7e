"""Overdue as a Django application."""

from django.apps import AppConfig


class OverdueConfig(AppConfig):
    name = "paizhu.door.overdue"
    label = "overdue"
