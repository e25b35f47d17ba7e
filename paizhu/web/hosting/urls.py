"""Addresses of the host's space; each needs a seat."""

from django.urls import path

from paizhu.web.hosting import files, pages

urlpatterns = [
    path("", pages.host, name="host"),
    path("reply/", files.bring_back, name="host-reply"),
    path("forms/<str:reference>/<str:act>/", files.form_file, name="host-form"),
]
