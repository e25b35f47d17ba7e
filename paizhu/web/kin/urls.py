"""Addresses of one's own declarations of kinship; only for whoever acts from a seat."""

from django.urls import path

from paizhu.web.kin import views

urlpatterns = [
    path("", views.kin, name="kin"),
    path("<int:kinship>/withdraw/", views.withdraw, name="kin-withdraw"),
]
