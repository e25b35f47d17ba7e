"""Addresses of the pages of matters; each needs a seat."""

from django.urls import path

from paizhu.web.matters import exporting, ledgers, listing, matter, month, opening, printing, today, views

urlpatterns = [
    path("today/", today.today, name="today"),
    path("calendar/", month.month, name="month"),
    path("matters/", listing.matters, name="matters"),
    path("matters/views/", views.save, name="matter-views"),
    path("matters/ledger/", ledgers.ledger_file, name="matters-ledger"),
    path("matters/export/", exporting.begin, name="matters-export"),
    path("matters/export/<str:token>/", exporting.one, name="matters-export-one"),
    path("matters/export/<str:token>/file/", exporting.file, name="matters-export-file"),
    path("matters/new/", opening.choose, name="matter-new"),
    path("matters/new/<str:act>/", opening.open_, name="matter-open"),
    path("matters/<str:reference>/", matter.matter, name="matter"),
    path("matters/<str:reference>/print/", printing.print_, name="matter-print"),
    path("matters/<str:reference>/<str:act>/", matter.act, name="matter-act"),
]
