"""Addresses of official documents, below those of matters."""

from django.urls import path

from paizhu.web.documents import pages

urlpatterns = [
    path("<str:reference>/document/", pages.document, name="document"),
    path("<str:reference>/document/file.<str:ending>", pages.file, name="document-file"),
]
