"""Kinship as a Django application."""

from django.apps import AppConfig


class KinConfig(AppConfig):
    name = "paizhu.door.kin"
    label = "kin"
