"""Addresses of the full texts, below /norms/texts/."""

from django.urls import path

from paizhu.web.texts import comparing, importing, reading

urlpatterns = [
    path("", reading.texts, name="texts"),
    path("import/", importing.import_, name="texts-import"),
    path("<str:regulation>/compare/", comparing.comparison, name="texts-comparison"),
    path("<str:regulation>/<str:version>/", reading.text, name="text"),
    path("<str:regulation>/<str:version>/<str:number>/", reading.history, name="texts-history"),
]
