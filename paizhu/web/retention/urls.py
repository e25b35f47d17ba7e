"""Addresses of retention; only for whoever acts from a seat."""

from django.urls import path

from paizhu.web.retention import pages

urlpatterns = [
    path("", pages.due, name="retention"),
    path("terms/", pages.terms, name="retention-terms"),
    path("holds/", pages.held, name="retention-holds"),
    path("destroyed/", pages.destroyed, name="retention-destroyed"),
    path("act/<str:act>/", pages.act, name="retention-act"),
]
