"""The address of personal data; only for whoever acts from a seat."""

from django.urls import path

from paizhu.web.personal import pages

urlpatterns = [path("", pages.data, name="person-data")]
