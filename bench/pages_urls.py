"""The product's addresses and a bare page: the same middleware and layout, one paragraph."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from paizhu.web.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

_BARE = """{% extends "web/base.html" %}{% load i18n %}
{% block title %}{% translate "Ask" %}{% endblock %}{% block heading %}{% translate "Ask" %}{% endblock %}
{% block content %}<p>{{ text }}</p>{% endblock %}"""
_template = engines["django"].from_string(_BARE)


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with one paragraph."""
    return HttpResponse(_template.render({"text": request.GET.get("q", "")}, request))


urlpatterns = [*urlpatterns, path("bare/", bare)]
