"""Retention: how long closed matters are kept, what holds them, and their destruction. See docs/retention.md."""
