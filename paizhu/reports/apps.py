"""Official documents as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "paizhu.reports"
    label = "reports"
