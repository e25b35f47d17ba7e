"""Addresses of the record; each needs a seat."""

from django.urls import path

from paizhu.web.record import log, page

urlpatterns = [
    path("record/", page.record, name="record"),
    path("record/log/", log.log, name="log"),
]
