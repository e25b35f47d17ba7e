"""The worker as a Django application: it says here that it is alive."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "paizhu.door.work"
    label = "work"
