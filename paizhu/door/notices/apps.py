"""Notices as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "paizhu.door.notices"
    label = "notices"
