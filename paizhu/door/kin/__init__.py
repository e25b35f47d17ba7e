"""Kinship as persons declare it: kin of which person or at which organ, no names; sealed, and used to derive recusals only."""
