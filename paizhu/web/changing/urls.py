"""Addresses of the pages that change the registry, below /organs/. The fixed ones stand before any organ's own."""

from django.urls import path

import paizhu.web.changing.addresses  # noqa: F401  makes the converter known
from paizhu.web.changing import editing, exporting, history, importing, kept

_RECORD = "<registry_id:organ>/edit/<str:list_>/<registry_id:record>/"

urlpatterns = [
    path("import/", importing.begin, name="registry-import"),
    path("import/<str:token>/", importing.one, name="registry-import-one"),
    path("import/<str:token>/faults.csv", kept.faults, name="registry-import-faults"),
    path("import/<str:token>/map.json", kept.answers, name="registry-import-map"),
    path("export.<str:ending>", exporting.export, name="registry-export"),
    path("changes/", history.changes, name="registry-changes"),
    path("changes/<int:number>/", history.change, name="registry-change"),
    path("new/", editing.new, name="registry-new"),
    path("<registry_id:organ>/edit/", editing.edit, name="registry-edit"),
    path("<registry_id:organ>/edit/<str:list_>/new/", editing.record, name="registry-record-new"),
    path(_RECORD, editing.record, name="registry-record"),
    path(f"{_RECORD}withdraw/", editing.withdraw, name="registry-withdraw"),
]
