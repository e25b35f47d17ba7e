"""The bare list page: 50 rows of the table of matters, newest first, for whoever has signed in, with the list's columns.

No seat, no visibility, no filter, no count, no translation, no clock; owner and counterpart by their ids.
"""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views import View
from django.views.generic.list import MultipleObjectMixin

from paizhu.door.models import Matter

_TEMPLATE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Matters</title><link rel="stylesheet" href="/static/pages.css"><script src="/static/htmx.min.js" defer></script></head>
<body><header><nav><a href="/">Home</a> <a href="{% url "matters" %}">Matters</a></nav>
<p>{{ request.user.username }}</p>
<form method="post" action="/sign-out/">{% csrf_token %}<button type="submit">Sign out</button></form></header>
<main><h1>Matters</h1>
<form method="get"><label for="title">Title</label><input id="title" name="title" value="{{ request.GET.title }}">
<button type="submit">Filter</button></form>
<table><thead><tr><th>Number</th><th>Title</th><th>Kind</th><th>State</th><th>Parties</th><th>Due</th><th>Opened</th></tr></thead>
<tbody>{% for one in object_list %}
<tr><td>{{ one.year }}-{{ one.number }}</td><td><a href="{% url "matter" one.reference %}">{{ one.title }}</a></td>
<td>{{ one.kind }}</td><td><span>{{ one.state }}</span></td>
<td>{{ one.owner_id }}{% if one.counterpart_id %} → {{ one.counterpart_id }}{% endif %}</td>
<td>{% if one.due %}{{ one.due|date:"Y-m-d" }}{% endif %}</td><td>{{ one.opened_on|date:"Y-m-d" }}</td></tr>{% endfor %}
</tbody></table></main></body></html>"""
_template = engines["django"].from_string(_TEMPLATE)


class Matters(LoginRequiredMixin, MultipleObjectMixin, View):  # type: ignore[type-arg]  # not generic when it runs
    """A list view as Django's tutorial writes one, without its paginator, which would count."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest."""
        self.object_list = Matter.objects.order_by("-pk")[:50]
        return HttpResponse(_template.render(self.get_context_data(), request))


def matter(request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG001
    """Stand for the page of a matter, to which rows lead."""
    return HttpResponse(reference)


urlpatterns = [
    path("matters/", Matters.as_view(), name="matters"),
    path("matters/<str:reference>/", matter, name="matter"),
]
