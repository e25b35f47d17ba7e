"""Remarks as a Django application."""

from django.apps import AppConfig


class RemarksConfig(AppConfig):
    name = "paizhu.door.remarks"
    label = "remarks"
