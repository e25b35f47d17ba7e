"""Addresses of the inbox."""

from django.urls import path

from paizhu.web.inbox import mail, pages

urlpatterns = [
    path("", pages.inbox, name="inbox"),
    path("read/", pages.mark, name="inbox-read"),
    path("mail/", mail.wanted, name="inbox-mail"),
]
