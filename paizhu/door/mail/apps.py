"""Mail as a Django application."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "paizhu.door.mail"
    label = "mail"
