"""Addresses of the pages of rectification; each needs a seat."""

from django.urls import path

from paizhu.web.rectification import board, causes, table, timeline

urlpatterns = [
    path("", board.board, name="rectification"),
    path("table/", table.table, name="rectification-table"),
    path("timeline/", timeline.timeline, name="rectification-timeline"),
    path("causes/", causes.causes, name="rectification-causes"),
]
