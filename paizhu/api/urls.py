"""Addresses of the API."""

from django.urls import path

from paizhu.api import feed, views
from paizhu.api.service import api

urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("calendar.ics", feed.feed, name="calendar_feed"),
    path("docs", views.docs, name="api_docs"),
    path("", api.urls),
]
