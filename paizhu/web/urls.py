"""Addresses of the pages."""

from django.urls import include, path
from django.views.i18n import set_language

from paizhu.web import ask, clock, errors, matrix, norms, procedures, roles, rule, search, views
from paizhu.web.seat import seated

urlpatterns = [
    path("", views.home, name="home"),
    path("ask/", ask.ask, name="ask"),
    path("ask/rule/", rule.rule, name="rule"),
    path("norms/", norms.regulations, name="norms"),
    path("norms/matrix/", matrix.matrix, name="matrix"),
    path("norms/roles/", roles.roles, name="roles"),
    path("norms/norm/<str:norm_id>/", norms.norm, name="norm"),
    path("norms/search/", search.search, name="search"),
    path("norms/texts/", include("paizhu.web.texts.urls")),
    path("norms/local/", seated("paizhu.web.changing.local_urls")),
    path("norms/procedures/", procedures.procedures, name="procedures"),
    path("norms/procedures/<str:procedure_id>/", procedures.procedure, name="procedure"),
    path("norms/<str:regulation>/<str:version>/", norms.version, name="version"),
    path("norms/<str:regulation>/<str:version>/<str:number>/", norms.article, name="article"),
    # The fixed addresses stand before the ids of organs.
    path("organs/", seated("paizhu.web.changing.urls")),
    path("organs/", seated("paizhu.web.registry.urls")),
    path("accounts/", seated("paizhu.web.administering.urls")),
    path("administration/", seated("paizhu.web.administering.page_urls")),
    path("", include("paizhu.web.signing.urls")),
    path("inbox/", seated("paizhu.web.inbox.urls")),
    path("host/", seated("paizhu.web.hosting.urls")),
    path("matters/", seated("paizhu.web.matters.attachment_urls")),
    path("matters/", seated("paizhu.web.documents.urls")),
    path("", include("paizhu.web.matters.urls")),
    path("", include("paizhu.web.record.urls")),
    path("retention/", seated("paizhu.web.retention.urls")),
    path("rectification/", seated("paizhu.web.rectification.urls")),
    path("clock/", clock.clock, name="clock"),
    path("account/tokens/", seated("paizhu.web.tokens.urls")),
    path("account/kin/", seated("paizhu.web.kin.urls")),
    path("account/data/", seated("paizhu.web.personal.urls")),
    path("api/", include("paizhu.api.urls")),
    path("favicon.ico", views.icon, name="icon"),
    path("language/", set_language, name="set_language"),
    path("health/", views.health, name="health"),
    path("healthz", views.health, name="healthz"),
    path("readyz", views.ready, name="readyz"),
]

handler429 = errors.too_many
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
