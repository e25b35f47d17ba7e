"""What the table of rectifications is filtered by, as an address says it."""

from django.http import QueryDict

from paizhu.rectification.overview import Chosen

LONGEST = 100
FILTERS = ("state", "unit", "head", "label", "open", "late")


def chosen_of(given: QueryDict) -> Chosen:
    """Return the filters."""
    words = {name: given.get(name, "").strip()[:LONGEST] for name in ("state", "unit", "head", "label")}
    closed = {"open": False, "closed": True}.get(given.get("open", ""))
    return Chosen(late=bool(given.get("late")), closed=closed, **words)


def kept_query(given: QueryDict) -> str:
    """Return the filters of an address, and nothing else of it, in their order."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if given.get(name):
            kept[name] = str(given[name])[:LONGEST]
    return kept.urlencode()
