"""Columns and constraints that several tables of the door have."""

from django.db import models
from django.db.models import F, Q

from paizhu.registry.models import OrganId

WORD = 60  # ids of kinds, states, sides, acts
ITEM_LENGTH = 20
REASON_LENGTH = 500


def organ_key(*, null: bool = False, index: bool = True) -> "models.ForeignKey[OrganId, OrganId]":
    """Return a column that names an organ of the registry, which does not lead back from there.

    index: whether it has one of its own; not where it is the first column of another one.
    """
    return models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+", null=null, db_index=index)


def in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that `until`, where there is one, comes after `since`."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name=f"{name}_ordered")
