"""Attachments as a Django application."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "paizhu.door.attachments"
    label = "attachments"
