"""Addresses of local norms, below /norms/local/."""

from django.urls import path

import paizhu.web.changing.addresses  # noqa: F401  makes the converter known
from paizhu.web.changing import local

urlpatterns = [
    path("", local.listed, name="local-norms"),
    path("import/", local.begin, name="local-norms-import"),
    path("import/<str:token>/", local.one, name="local-norms-one"),
    path("<registry_id:code>/end/", local.end, name="local-norms-end"),
]
