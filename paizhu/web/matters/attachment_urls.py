"""Addresses of attachments, below those of matters."""

from django.urls import path

from paizhu.web.matters import attachments

urlpatterns = [
    path("<str:reference>/attachments/<str:file>/", attachments.attachment, name="attachment"),
]
