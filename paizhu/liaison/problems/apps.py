"""Problems found, as a Django application: a table, and acts that other kinds name as their own."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "paizhu.liaison.problems"
    label = "problems"
