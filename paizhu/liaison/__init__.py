"""Liaison: what an office and its host do with each other on record, each kind of matter an app of its own."""
