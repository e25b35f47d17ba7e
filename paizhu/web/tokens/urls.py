"""Addresses of one's own tokens; only for whoever acts from a seat."""

from django.urls import path

from paizhu.web.tokens import views

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:token>/revoke/", views.revoke, name="token-revoke"),
]
