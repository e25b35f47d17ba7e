"""Addresses of the registry, below /organs/."""

from django.urls import path

from paizhu.web.registry import graph, organ, pair, tree

urlpatterns = [
    path("", tree.organs, name="organs"),
    # Where an id would be no part of an address, or stands for another page.
    path("id/", organ.organ, name="organ-by-id"),
    path("graph/", graph.graph, name="graph"),
    path("graph/data/", graph.data, name="graph-data"),
    path("pair/", pair.pair, name="pair"),
    path("<str:organ_id>/", organ.organ, name="organ"),
]
