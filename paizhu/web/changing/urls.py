"""Addresses of the pages that change the registry, below /organs/. The fixed ones stand before any organ's own."""

from django.urls import path

from paizhu.web.changing import exporting, importing

urlpatterns = [
    path("import/", importing.begin, name="registry-import"),
    path("import/<str:token>/", importing.one, name="registry-import-one"),
    path("export.<str:ending>", exporting.export, name="registry-export"),
]
