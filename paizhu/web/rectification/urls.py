"""Addresses of the pages of rectification; each needs a seat."""

from django.urls import path

from paizhu.web.rectification import board, carrying_out, causes, table, timeline

urlpatterns = [
    path("", board.board, name="rectification"),
    path("table/", table.table, name="rectification-table"),
    path("table/export/", carrying_out.export, name="rectification-export"),
    path("table/ledger/", carrying_out.ledger, name="rectification-ledger"),
    path("timeline/", timeline.timeline, name="rectification-timeline"),
    path("causes/", causes.causes, name="rectification-causes"),
]
