"""Clocks that are near their end or over it: warned of and escalated by the product itself, on record."""
