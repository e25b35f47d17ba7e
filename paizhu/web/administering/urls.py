"""Addresses of the administrators' pages."""

from django.urls import path

from paizhu.web.administering import accounts

urlpatterns = [
    path("", accounts.listed, name="accounts"),
    path("new/", accounts.new, name="accounts-new"),
    path("<str:username>/let-in/", accounts.let_in, name="accounts-let-in"),
    path("<str:username>/lock/", accounts.lock, name="accounts-lock"),
    path("<str:username>/reset/", accounts.reset, name="accounts-reset"),
    path("<str:username>/invite/", accounts.invite_again, name="accounts-invite"),
]
