"""Addresses of the pages."""

from django.urls import path
from django.views.i18n import set_language

from paizhu.web import errors, views

urlpatterns = [
    path("", views.home, name="home"),
    path("ask/", views.ask, name="ask"),
    path("norms/", views.norms, name="norms"),
    path("language/", set_language, name="set_language"),
    path("health/", views.health, name="health"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
