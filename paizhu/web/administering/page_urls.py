"""Addresses of the administrators' first page, and of what only one of them sees."""

from django.urls import path

from paizhu.web.administering import calendars, grants, layouts, overview, tokens, verifying

urlpatterns = [
    path("", overview.overview, name="administration"),
    path("tokens/", tokens.listed, name="all-tokens"),
    path("tokens/<int:token>/revoke/", tokens.revoke, name="all-tokens-revoke"),
    path("grants/", grants.listed, name="grants"),
    path("grants/<int:grant>/withdraw/", grants.withdraw, name="grants-withdraw"),
    path("recusals/", grants.recusals, name="recusals"),
    path("calendars/", calendars.listed, name="calendars"),
    path("calendars/<str:token>/", calendars.one, name="calendar-one"),
    path("layouts/", layouts.listed, name="layouts"),
    path("layouts/<str:organ>/", layouts.one, name="layout"),
    path("layouts/<str:organ>/<str:name>", layouts.template, name="layout-template"),
    path("layouts/<str:organ>/<str:upload>/sample-<str:paper>.docx", layouts.sample, name="layout-sample"),
    path("verify/", verifying.verify, name="log-verify"),
]
